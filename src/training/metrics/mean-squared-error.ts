import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { meanMetric, metricOptions, type Metric, type MetricOptions } from './metric.js';

/**
 * The mean of squared errors: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'meanAbsoluteError', metrics: [metrics.meanSquaredError()] })
 * @see https://keras.io/api/metrics/regression_metrics/#meansquarederror-class
 */
export const meanSquaredError: <const N extends string = 'mean_squared_error'>(
  options?: MetricOptions<N>,
) => Metric<N> = declare(
  { name: 'meanSquaredError', options: metricOptions('mean_squared_error') },
  ({ name }) =>
    meanMetric(
      name,
      'MeanSquaredError',
      {},
      (yTrue, yPred) => tf.mean(tf.square(tf.sub(native(yPred), native(yTrue))), -1) as unknown as Tensor,
    ),
);
