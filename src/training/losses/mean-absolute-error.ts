import * as tf from '@tensorflow/tfjs-core';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { plainLoss, type PlainLoss } from './loss.js';

/** `mean(|yTrue - yPred|)` along the last axis. */
export const absoluteErrors = (yTrue: Tensor, yPred: Tensor): Tensor =>
  tf.mean(tf.abs(tf.sub(native(yPred), native(yTrue))), -1) as unknown as Tensor;

/**
 * Mean of absolute errors along the last axis: labels and predictions `[batch, ..., n]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.meanAbsoluteError() })
 * @see https://keras.io/api/losses/regression_losses/#meanabsoluteerror-class
 */
export const meanAbsoluteError: PlainLoss<'meanAbsoluteError'> = plainLoss(
  'meanAbsoluteError',
  'MeanAbsoluteError',
  'mean_absolute_error',
  absoluteErrors,
);
