import * as tf from '@tensorflow/tfjs-core';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { plainLoss, type PlainLoss } from './loss.js';

/** Keras's bound on probabilities. */
const epsilon = 1e-7;

/** `sum(yTrue * log(yTrue / yPred))` along the last axis. */
export const divergences = (yTrue: Tensor, yPred: Tensor): Tensor => {
  const [p, q] = [yTrue, yPred].map((x) => tf.clipByValue(tf.cast(native(x), 'float32'), epsilon, 1));
  return tf.sum(tf.mul(p!, tf.log(tf.div(p!, q!))), -1) as unknown as Tensor;
};

/**
 * How far predicted distributions are from the labels' (Kullback and Leibler 1951): labels and predictions
 * `[batch, ..., n]`, each of shares that sum to one, give `[batch, ...]`.
 *
 * @example compile({ loss: losses.klDivergence() })
 * @see https://keras.io/api/losses/probabilistic_losses/#kldivergence-class
 */
export const klDivergence: PlainLoss<'klDivergence'> = plainLoss(
  'klDivergence',
  'KLDivergence',
  'kl_divergence',
  divergences,
);
