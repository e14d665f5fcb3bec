import * as tf from '@tensorflow/tfjs-core';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { plainLoss, type PlainLoss } from './loss.js';

/** `max(max((1 - yTrue) * yPred) - sum(yTrue * yPred) + 1, 0)` along the last axis. */
export const categoricalHingeLosses = (yTrue: Tensor, yPred: Tensor): Tensor => {
  const [labels, scores] = [native(yTrue), native(yPred)];
  const own = tf.sum(tf.mul(labels, scores), -1);
  const best = tf.max(tf.mul(tf.sub(1, labels), scores), -1);
  return tf.maximum(tf.add(tf.sub(best, own), 1), 0) as unknown as Tensor;
};

/**
 * How far the right class's score is from being a margin of 1 above the best of the others': one-hot labels and scores
 * `[batch, ..., classes]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.categoricalHinge() })
 * @see https://keras.io/api/losses/hinge_losses/#categoricalhinge-class
 */
export const categoricalHinge: PlainLoss<'categoricalHinge'> = plainLoss(
  'categoricalHinge',
  'CategoricalHinge',
  'categorical_hinge',
  categoricalHingeLosses,
);
