import * as tf from '@tensorflow/tfjs-core';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { plainLoss, type PlainLoss } from './loss.js';
import { signedLabels } from './signed-labels.js';

/** `mean(max(1 - yTrue * yPred, 0))` along the last axis. */
export const hingeLosses = (yTrue: Tensor, yPred: Tensor): Tensor =>
  tf.mean(
    tf.maximum(tf.sub(1, tf.mul(signedLabels(native(yTrue)), native(yPred))), 0),
    -1,
  ) as unknown as Tensor;

/**
 * How far predictions are from the right side of a margin of 1: labels -1 or 1 (or 0 and 1) and predictions
 * `[batch, ..., n]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.hinge() }) // for a model that ends in activation: 'tanh', or none
 * @see https://keras.io/api/losses/hinge_losses/#hinge-class
 */
export const hinge: PlainLoss<'hinge'> = plainLoss('hinge', 'Hinge', 'hinge', hingeLosses);
