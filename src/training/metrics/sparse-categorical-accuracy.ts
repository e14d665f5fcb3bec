import * as tf from '@tensorflow/tfjs';
import { meanMetric, type Metric, type MetricOptions, type PerSample } from './metric.js';

/** Whether the largest prediction is at the label; labels may have a last axis of 1. */
export const sparseMatches: PerSample = (yTrue, yPred) => {
  const labels = yTrue.rank === yPred.rank ? tf.squeeze(yTrue, [-1]) : yTrue;
  return tf.cast(tf.equal(tf.cast(labels, 'int32'), tf.argMax(yPred, -1)), 'float32');
};

/**
 * The share of class indices `[batch, ...]` that are met by predictions `[batch, ..., classes]`.
 * @see https://keras.io/api/metrics/accuracy_metrics/#sparsecategoricalaccuracy-class
 */
export const sparseCategoricalAccuracy = <const N extends string = 'sparse_categorical_accuracy'>(
  options: MetricOptions<N> = {},
): Metric<N> =>
  meanMetric(
    (options.name ?? 'sparse_categorical_accuracy') as N,
    'SparseCategoricalAccuracy',
    {},
    sparseMatches,
  );
