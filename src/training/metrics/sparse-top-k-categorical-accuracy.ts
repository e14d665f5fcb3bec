import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { native } from '../../tfjs/native.js';
import { meanMetric, type Metric } from './metric.js';
import { inTopK, topKOptions, type TopKOptions } from './top-k-categorical-accuracy.js';

/**
 * The share of class indices `[batch, ...]` that are among the k largest predictions `[batch, ..., classes]`.
 *
 * @example compile({ loss: 'sparseCategoricalCrossentropy', metrics: [metrics.sparseTopKCategoricalAccuracy({ k: 3 })] })
 * @see https://keras.io/api/metrics/accuracy_metrics/#sparsetopkcategoricalaccuracy-class
 */
export const sparseTopKCategoricalAccuracy: <const N extends string = 'sparse_top_k_categorical_accuracy'>(
  options?: TopKOptions<N>,
) => Metric<NoInfer<N>> = declare(
  { name: 'sparseTopKCategoricalAccuracy', options: topKOptions('sparse_top_k_categorical_accuracy') },
  ({ name, k }) =>
    meanMetric(name, 'SparseTopKCategoricalAccuracy', { k }, (yTrue, yPred) => {
      const [given, predictions] = [native(yTrue), native(yPred)];
      return inTopK(given.rank === predictions.rank ? tf.squeeze(given, [-1]) : given, predictions, k);
    }),
);
