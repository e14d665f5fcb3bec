import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { count } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { meanMetric, metricOptions, type Metric, type MetricOptions } from './metric.js';

/** Options of the top-k accuracies. */
export interface TopKOptions<N extends string> extends MetricOptions<N> {
  /** Among how many of the largest predictions the label must be. Default 5. */
  readonly k?: number;
}

/** The options of the top-k accuracies, declared. */
export const topKOptions = (name: string) =>
  ({ k: optional(count, 5), ...metricOptions(name) }) satisfies Declares<TopKOptions<string>>;

/**
 * Whether fewer than k predictions are above that of the label's class; where one of them is no number, none is.
 * @internal
 */
export const inTopK = (labels: tf.Tensor, predictions: tf.Tensor, k: number): Tensor => {
  const places = tf.range(0, predictions.shape.at(-1)!, 1, 'int32');
  const oneHot = tf.equal(tf.expandDims(tf.cast(labels, 'int32'), -1), places);
  // not multiplied by 0: other predictions may be infinite
  const own = tf.sum(tf.where(oneHot, predictions, tf.zerosLike(predictions)), -1, true);
  const above = tf.sum(tf.cast(tf.greater(predictions, own), 'float32'), -1);
  const areNumbers = tf.all(tf.isFinite(predictions), -1);
  return tf.cast(tf.logicalAnd(tf.less(above, k), areNumbers), 'float32') as unknown as Tensor;
};

/**
 * The share of one-hot labels `[batch, ..., classes]` whose class is among the k largest predictions.
 *
 * @example compile({ loss: 'categoricalCrossentropy', metrics: [metrics.topKCategoricalAccuracy({ k: 3 })] })
 * @see https://keras.io/api/metrics/accuracy_metrics/#topkcategoricalaccuracy-class
 */
export const topKCategoricalAccuracy: <const N extends string = 'top_k_categorical_accuracy'>(
  options?: TopKOptions<N> | Said<'topKCategoricalAccuracy takes its options as an object, e.g. { k: 3 }'>,
) => Metric<NoInfer<N>> = declare(
  { name: 'topKCategoricalAccuracy', options: topKOptions('top_k_categorical_accuracy') },
  ({ name, k }) =>
    meanMetric(name, 'TopKCategoricalAccuracy', { k }, (yTrue, yPred) =>
      inTopK(tf.argMax(native(yTrue), -1), native(yPred), k),
    ),
);
