import { percentageErrors } from '../losses/mean-absolute-percentage-error.js';
import { plainMetric, type PlainMetric } from './metric.js';

/**
 * The mean of errors in percent of the labels: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'mse', metrics: [metrics.meanAbsolutePercentageError()] })
 * @see https://keras.io/api/metrics/regression_metrics/#meanabsolutepercentageerror-class
 */
export const meanAbsolutePercentageError: PlainMetric<
  'meanAbsolutePercentageError',
  'mean_absolute_percentage_error'
> = plainMetric(
  'meanAbsolutePercentageError',
  'MeanAbsolutePercentageError',
  'mean_absolute_percentage_error',
  percentageErrors,
);
