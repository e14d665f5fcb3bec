import * as tf from '@tensorflow/tfjs-core';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { largestClass } from './largest-class.js';
import { plainMetric, type PerSample, type PlainMetric } from './metric.js';

/** Whether the largest prediction is at the label; labels may have a last axis of 1. */
export const sparseMatches: PerSample = (yTrue, yPred) => {
  const [given, predictions] = [native(yTrue), native(yPred)];
  const labels = given.rank === predictions.rank ? tf.squeeze(given, [-1]) : given;
  return tf.cast(
    tf.equal(tf.cast(labels, 'int32'), largestClass(predictions, -1)),
    'float32',
  ) as unknown as Tensor;
};

/**
 * The share of class indices `[batch, ...]` that are met by predictions `[batch, ..., classes]`.
 *
 * @example compile({ loss: 'sparseCategoricalCrossentropy', metrics: [metrics.sparseCategoricalAccuracy()] })
 * @see https://keras.io/api/metrics/accuracy_metrics/#sparsecategoricalaccuracy-class
 */
export const sparseCategoricalAccuracy: PlainMetric<
  'sparseCategoricalAccuracy',
  'sparse_categorical_accuracy'
> = plainMetric(
  'sparseCategoricalAccuracy',
  'SparseCategoricalAccuracy',
  'sparse_categorical_accuracy',
  sparseMatches,
);
