import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { flag } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { meanMetric, type Metric } from './metric.js';
import { inTopK, topKOptions, type TopKOptions } from './top-k-categorical-accuracy.js';

/** Options of `sparseTopKCategoricalAccuracy`. */
export interface SparseTopKOptions<N extends string> extends TopKOptions<N> {
  /** Whether predictions are the classes themselves, the likeliest first, in the place of a score for each. Default false. */
  readonly fromSortedIds?: boolean;
}

/** Whether a label is among the first k classes. */
const inFirst = (labels: tf.Tensor, classes: tf.Tensor, k: number): Tensor => {
  const first = tf.slice(
    classes,
    classes.shape.map(() => 0),
    [...classes.shape.slice(0, -1), Math.min(k, classes.shape.at(-1)!)],
  );
  const met = tf.equal(tf.expandDims(tf.cast(labels, classes.dtype), -1), first);
  return tf.cast(tf.any(met, -1), 'float32') as unknown as Tensor;
};

/**
 * The share of class indices `[batch, ...]` that are among the k largest predictions `[batch, ..., classes]`.
 *
 * @example compile({ loss: 'sparseCategoricalCrossentropy', metrics: [metrics.sparseTopKCategoricalAccuracy({ k: 3 })] })
 * @see https://keras.io/api/metrics/accuracy_metrics/#sparsetopkcategoricalaccuracy-class
 */
export const sparseTopKCategoricalAccuracy: <const N extends string = 'sparse_top_k_categorical_accuracy'>(
  options?:
    | SparseTopKOptions<N>
    | Said<'sparseTopKCategoricalAccuracy takes its options as an object, e.g. { k: 3 }'>,
) => Metric<NoInfer<N>> = declare(
  {
    name: 'sparseTopKCategoricalAccuracy',
    options: {
      ...topKOptions('sparse_top_k_categorical_accuracy'),
      fromSortedIds: optional(flag, false),
    } satisfies Declares<SparseTopKOptions<string>>,
  },
  ({ name, k, fromSortedIds }) =>
    meanMetric(name, 'SparseTopKCategoricalAccuracy', { k, fromSortedIds }, (yTrue, yPred) => {
      const [given, predictions] = [native(yTrue), native(yPred)];
      const labels = given.rank === predictions.rank ? tf.squeeze(given, [-1]) : given;
      return (fromSortedIds ? inFirst : inTopK)(labels, predictions, k);
    }),
);
