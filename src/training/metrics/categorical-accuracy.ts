import * as tf from '@tensorflow/tfjs-core';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { largestClass } from './largest-class.js';
import { plainMetric, type PerSample, type PlainMetric } from './metric.js';

/** Whether the largest prediction is where the largest label is. */
export const categoricalMatches: PerSample = (yTrue, yPred) =>
  tf.cast(
    tf.equal(tf.argMax(native(yTrue), -1), largestClass(native(yPred), -1)),
    'float32',
  ) as unknown as Tensor;

/**
 * The share of one-hot labels `[batch, ..., classes]` that are met.
 *
 * @example compile({ loss: 'categoricalCrossentropy', metrics: [metrics.categoricalAccuracy()] })
 * @see https://keras.io/api/metrics/accuracy_metrics/#categoricalaccuracy-class
 */
export const categoricalAccuracy: PlainMetric<'categoricalAccuracy', 'categorical_accuracy'> = plainMetric(
  'categoricalAccuracy',
  'CategoricalAccuracy',
  'categorical_accuracy',
  categoricalMatches,
);
