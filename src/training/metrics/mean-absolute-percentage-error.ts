import { percentageErrors } from '../losses/mean-absolute-percentage-error.js';
import { plainMetric, type Metric, type MetricOptions } from './metric.js';

/**
 * The mean of errors in percent of the labels: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'mse', metrics: [metrics.meanAbsolutePercentageError()] })
 * @see https://keras.io/api/metrics/regression_metrics/#meanabsolutepercentageerror-class
 */
export const meanAbsolutePercentageError: <const N extends string = 'mean_absolute_percentage_error'>(
  options?: MetricOptions<N>,
) => Metric<NoInfer<N>> = plainMetric(
  'meanAbsolutePercentageError',
  'MeanAbsolutePercentageError',
  'mean_absolute_percentage_error',
  percentageErrors,
);
