import { absoluteErrors } from '../losses/mean-absolute-error.js';
import { plainMetric, type Metric, type MetricOptions } from './metric.js';

/**
 * The mean of absolute errors: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'meanSquaredError', metrics: [metrics.meanAbsoluteError()] })
 * @see https://keras.io/api/metrics/regression_metrics/#meanabsoluteerror-class
 */
export const meanAbsoluteError: <const N extends string = 'mean_absolute_error'>(
  options?: MetricOptions<N>,
) => Metric<NoInfer<N>> = plainMetric(
  'meanAbsoluteError',
  'MeanAbsoluteError',
  'mean_absolute_error',
  absoluteErrors,
);
