import { squaredErrors } from '../losses/mean-squared-error.js';
import { plainMetric, type Metric, type MetricOptions } from './metric.js';

/**
 * The mean of squared errors: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'meanAbsoluteError', metrics: [metrics.meanSquaredError()] })
 * @see https://keras.io/api/metrics/regression_metrics/#meansquarederror-class
 */
export const meanSquaredError: <const N extends string = 'mean_squared_error'>(
  options?: MetricOptions<N>,
) => Metric<NoInfer<N>> = plainMetric(
  'meanSquaredError',
  'MeanSquaredError',
  'mean_squared_error',
  squaredErrors,
);
