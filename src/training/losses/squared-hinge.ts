import * as tf from '@tensorflow/tfjs-core';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { plainLoss, type PlainLoss } from './loss.js';
import { signedLabels } from './signed-labels.js';

/** `mean(max(1 - yTrue * yPred, 0)²)` along the last axis. */
export const squaredHingeLosses = (yTrue: Tensor, yPred: Tensor): Tensor =>
  tf.mean(
    tf.square(tf.maximum(tf.sub(1, tf.mul(signedLabels(native(yTrue)), native(yPred))), 0)),
    -1,
  ) as unknown as Tensor;

/**
 * The square of how far predictions are from the right side of a margin of 1: labels -1 or 1 (or 0 and 1) and predictions
 * `[batch, ..., n]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.squaredHinge() })
 * @see https://keras.io/api/losses/hinge_losses/#squaredhinge-class
 */
export const squaredHinge: PlainLoss<'squaredHinge'> = plainLoss(
  'squaredHinge',
  'SquaredHinge',
  'squared_hinge',
  squaredHingeLosses,
);
