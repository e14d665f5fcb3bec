import { absoluteErrors } from '../losses/mean-absolute-error.js';
import { plainMetric, type PlainMetric } from './metric.js';

/**
 * The mean of absolute errors: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'meanSquaredError', metrics: [metrics.meanAbsoluteError()] })
 * @see https://keras.io/api/metrics/regression_metrics/#meanabsoluteerror-class
 */
export const meanAbsoluteError: PlainMetric<'meanAbsoluteError', 'mean_absolute_error'> = plainMetric(
  'meanAbsoluteError',
  'MeanAbsoluteError',
  'mean_absolute_error',
  absoluteErrors,
);
