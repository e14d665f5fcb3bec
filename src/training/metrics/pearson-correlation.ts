import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { checkAxes } from '../check-axes.js';
import { alongAxis, type AlongAxisOptions } from './cosine-similarity.js';
import { meanMetric, type Metric } from './metric.js';

/** Values about their mean, in units of their spread. */
const standardized = (x: tf.Tensor, axis: number): tf.Tensor => {
  const { mean, variance } = tf.moments(x, axis, true);
  return tf.div(tf.sub(x, mean), tf.sqrt(variance));
};

/**
 * How far labels and predictions go up and down together along an axis: from -1 to 1 (Pearson 1895). Both `[batch, ..., n]`.
 *
 * @example compile({ loss: 'mse', metrics: [metrics.pearsonCorrelation()] })
 * @see https://keras.io/api/metrics/regression_metrics/
 */
export const pearsonCorrelation: <const N extends string = 'pearson_correlation'>(
  options?:
    AlongAxisOptions<N> | Said<'pearsonCorrelation takes its options as an object, e.g. { axis: -1 }'>,
) => Metric<NoInfer<N>> = declare(
  { name: 'pearsonCorrelation', options: alongAxis('pearson_correlation') },
  ({ name, axis }) =>
    meanMetric(name, 'PearsonCorrelation', { axis }, (yTrue, yPred) => {
      const [labels, predictions] = [tf.cast(native(yTrue), 'float32'), native(yPred)];
      checkAxes('pearsonCorrelation', axis, predictions.shape);
      const both = tf.mul(standardized(labels, axis), standardized(predictions, axis));
      return tf.mean(both, axis) as unknown as Tensor;
    }),
);
