import * as tf from '@tensorflow/tfjs-core';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { plainLoss, type PlainLoss } from './loss.js';

/** `mean(log(cosh(yPred - yTrue)))` along the last axis, as `x + softplus(-2x) - log(2)`: stable for any error. */
export const logCoshErrors = (yTrue: Tensor, yPred: Tensor): Tensor => {
  const error = tf.sub(native(yPred), native(yTrue));
  const each = tf.sub(tf.add(error, tf.softplus(tf.mul(error, -2))), Math.LN2);
  return tf.mean(each, -1) as unknown as Tensor;
};

/**
 * The logarithm of the hyperbolic cosine of the error: like half the square where it is small, and like its size where it
 * is large. Labels and predictions `[batch, ..., n]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.logCosh() })
 * @see https://keras.io/api/losses/regression_losses/#logcosh-class
 */
export const logCosh: PlainLoss<'logCosh'> = plainLoss('logCosh', 'LogCosh', 'log_cosh', logCoshErrors);
