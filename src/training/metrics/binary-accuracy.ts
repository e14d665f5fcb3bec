import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { number } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { meanMetric, metricOptions, type Metric, type MetricOptions, type PerSample } from './metric.js';

/** Options of `binaryAccuracy`. */
export interface BinaryAccuracyOptions<N extends string> extends MetricOptions<N> {
  /** A prediction above it counts as 1. Default 0.5; for logits say 0. */
  readonly threshold?: number;
}

/** Whether predictions, held against a threshold, match labels 0 or 1: the mean along the last axis. */
export const binaryMatches =
  (threshold: number): PerSample =>
  (yTrue, yPred) => {
    const yes = tf.cast(tf.greater(native(yPred), threshold), 'float32');
    const met = tf.equal(tf.cast(native(yTrue), 'float32'), yes);
    return tf.mean(tf.cast(met, 'float32'), -1) as unknown as Tensor;
  };

/**
 * The share of yes-or-no labels that are met: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'binaryCrossentropy', metrics: [metrics.binaryAccuracy({ threshold: 0 })] })
 * @see https://keras.io/api/metrics/accuracy_metrics/#binaryaccuracy-class
 */
export const binaryAccuracy: <const N extends string = 'binary_accuracy'>(
  options?:
    BinaryAccuracyOptions<N> | Said<'binaryAccuracy takes its options as an object, e.g. { threshold: 0.5 }'>,
) => Metric<NoInfer<N>> = declare(
  {
    name: 'binaryAccuracy',
    options: { threshold: optional(number, 0.5), ...metricOptions('binary_accuracy') } satisfies Declares<
      BinaryAccuracyOptions<string>
    >,
  },
  ({ name, threshold }) => meanMetric(name, 'BinaryAccuracy', { threshold }, binaryMatches(threshold)),
);
