import * as tf from '@tensorflow/tfjs';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';

/**
 * Keras's 'sum_over_batch_size': the mean of per-sample losses `[batch, ...]`, each times its sample's weight
 * `[batch]`; weights do not change what it is divided by.
 */
export const reduceLoss = (perSample: Tensor, weights?: Tensor): Tensor => {
  const losses = native(perSample);
  if (!weights) return tf.mean(losses) as unknown as Tensor;
  const column = tf.reshape(native(weights), [-1, ...new Array<number>(Math.max(0, losses.rank - 1)).fill(1)]);
  return tf.mean(tf.mul(losses, column)) as unknown as Tensor;
};
