import * as tf from '@tensorflow/tfjs-core';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { alignWeights } from '../sample-weights.js';
import type { Reduction } from './reduction.js';

/** Keeps the mean of nothing finite. */
const epsilon = 1e-7;

/**
 * One loss of those of the samples, `[batch, ...]`, each times its weight, `[batch]` or `[batch, steps]`: as in Keras, their
 * mean, whatever the weights sum to, their sum, their sum over that of the weights, or, by `'none'`, each by itself. `counted` `[batch, ...]` says which
 * losses are there at all (a mask, or labels that are not ignored): a mean is over those alone.
 */
export const reduceLoss = (
  perSample: Tensor,
  weights?: Tensor,
  counted?: Tensor,
  reduction: Reduction = 'sumOverBatchSize',
): Tensor => {
  const losses = native(perSample);
  const aligned = weights && alignWeights(native(weights), losses);
  const weighted = aligned ? tf.mul(losses, aligned) : losses;
  if (!counted && (reduction === 'sumOverBatchSize' || reduction === 'mean'))
    return tf.mean(weighted) as unknown as Tensor;
  const present = counted && tf.cast(native(counted), 'float32');
  const each = present ? tf.mul(weighted, present) : weighted;
  if (reduction === 'none') return each as unknown as Tensor;
  const sum = tf.sum(each);
  if (reduction === 'sum') return sum as unknown as Tensor;
  const shares = reduction === 'meanWithSampleWeight' && aligned ? aligned : undefined;
  const over = shares && present ? tf.mul(shares, present) : (shares ?? present);
  return tf.div(sum, over ? tf.add(tf.sum(over), epsilon) : losses.size) as unknown as Tensor;
};
