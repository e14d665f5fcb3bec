import * as tf from '@tensorflow/tfjs-core';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { plainLoss, type PlainLoss } from './loss.js';

/** Keeps a division by labels of 0 finite, as in Keras. */
const epsilon = 1e-7;

/** `100 * mean(|yTrue - yPred| / |yTrue|)` along the last axis. */
export const percentageErrors = (yTrue: Tensor, yPred: Tensor): Tensor => {
  const size = tf.maximum(tf.abs(native(yTrue)), epsilon);
  const parts = tf.abs(tf.div(tf.sub(native(yTrue), native(yPred)), size));
  return tf.mul(tf.mean(parts, -1), 100) as unknown as Tensor;
};

/**
 * Mean of errors in percent of the labels, along the last axis: labels and predictions `[batch, ..., n]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.meanAbsolutePercentageError() })
 * @see https://keras.io/api/losses/regression_losses/#meanabsolutepercentageerror-class
 */
export const meanAbsolutePercentageError: PlainLoss<'meanAbsolutePercentageError'> = plainLoss(
  'meanAbsolutePercentageError',
  'MeanAbsolutePercentageError',
  'mean_absolute_percentage_error',
  percentageErrors,
);
