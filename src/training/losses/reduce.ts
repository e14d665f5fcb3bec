import * as tf from '@tensorflow/tfjs-core';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { alignWeights } from '../sample-weights.js';

/** Keeps the mean of nothing finite. */
const epsilon = 1e-7;

/**
 * Keras's 'sum_over_batch_size': the mean of per-sample losses `[batch, ...]`, each times its weight, `[batch]` or
 * `[batch, steps]`; weights do not change what it is divided by. `counted` `[batch, ...]` says which losses are there
 * at all (a mask, or labels that are not ignored): the mean is over those alone.
 */
export const reduceLoss = (perSample: Tensor, weights?: Tensor, counted?: Tensor): Tensor => {
  const losses = native(perSample);
  const weighted = weights ? tf.mul(losses, alignWeights(native(weights), losses)) : losses;
  if (!counted) return tf.mean(weighted) as unknown as Tensor;
  const present = tf.cast(native(counted), 'float32');
  return tf.div(tf.sum(tf.mul(weighted, present)), tf.add(tf.sum(present), epsilon)) as unknown as Tensor;
};
