import * as tf from '@tensorflow/tfjs-core';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { plainLoss, type PlainLoss } from './loss.js';

/** As in Keras, what is smaller counts as this. */
const epsilon = 1e-7;

/** `mean((log(yTrue + 1) - log(yPred + 1))²)` along the last axis. */
export const squaredLogarithmicErrors = (yTrue: Tensor, yPred: Tensor): Tensor => {
  const log = (x: Tensor) => tf.log(tf.add(tf.maximum(native(x), epsilon), 1));
  return tf.mean(tf.square(tf.sub(log(yPred), log(yTrue))), -1) as unknown as Tensor;
};

/**
 * Mean of the squared differences of logarithms, along the last axis: labels and predictions of zero or more
 * `[batch, ..., n]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.meanSquaredLogarithmicError() })
 * @see https://keras.io/api/losses/regression_losses/#meansquaredlogarithmicerror-class
 */
export const meanSquaredLogarithmicError: PlainLoss<'meanSquaredLogarithmicError'> = plainLoss(
  'meanSquaredLogarithmicError',
  'MeanSquaredLogarithmicError',
  'mean_squared_logarithmic_error',
  squaredLogarithmicErrors,
);
