import { logCoshErrors } from '../losses/log-cosh.js';
import { plainMetric, type PlainMetric } from './metric.js';

/**
 * The mean logarithm of the hyperbolic cosine of errors: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'mse', metrics: [metrics.logCoshError()] })
 * @see https://keras.io/api/metrics/regression_metrics/#logcosherror-class
 */
export const logCoshError: PlainMetric<'logCoshError', 'logcosh'> = plainMetric(
  'logCoshError',
  'LogCoshError',
  'logcosh',
  logCoshErrors,
);
