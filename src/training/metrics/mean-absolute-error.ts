import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { meanMetric, metricOptions, type Metric, type MetricOptions } from './metric.js';

/**
 * The mean of absolute errors: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'meanSquaredError', metrics: [metrics.meanAbsoluteError()] })
 * @see https://keras.io/api/metrics/regression_metrics/#meanabsoluteerror-class
 */
export const meanAbsoluteError: <const N extends string = 'mean_absolute_error'>(
  options?: MetricOptions<N>,
) => Metric<N> = declare(
  { name: 'meanAbsoluteError', options: metricOptions('mean_absolute_error') },
  ({ name }) =>
    meanMetric(
      name,
      'MeanAbsoluteError',
      {},
      (yTrue, yPred) => tf.mean(tf.abs(tf.sub(native(yPred), native(yTrue))), -1) as unknown as Tensor,
    ),
);
