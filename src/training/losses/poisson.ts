import * as tf from '@tensorflow/tfjs-core';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { plainLoss, type PlainLoss } from './loss.js';

/** Keeps the logarithm of 0 finite, as in Keras. */
const epsilon = 1e-7;

/** `mean(yPred - yTrue * log(yPred))` along the last axis. */
export const poissonLosses = (yTrue: Tensor, yPred: Tensor): Tensor => {
  const rate = native(yPred);
  const each = tf.sub(rate, tf.mul(native(yTrue), tf.log(tf.add(rate, epsilon))));
  return tf.mean(each, -1) as unknown as Tensor;
};

/**
 * What speaks against counts under rates: `yPred - yTrue * log(yPred)`, its mean along the last axis. Labels and predictions
 * above zero, `[batch, ..., n]`, give `[batch, ...]`.
 *
 * @example compile({ loss: losses.poisson() }) // for a model that ends in activation: 'exponential'
 * @see https://keras.io/api/losses/probabilistic_losses/#poisson-class
 */
export const poisson: PlainLoss<'poisson'> = plainLoss('poisson', 'Poisson', 'poisson', poissonLosses);
