import { squaredErrors } from '../losses/mean-squared-error.js';
import { plainMetric, type PlainMetric } from './metric.js';

/**
 * The mean of squared errors: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'meanAbsoluteError', metrics: [metrics.meanSquaredError()] })
 * @see https://keras.io/api/metrics/regression_metrics/#meansquarederror-class
 */
export const meanSquaredError: PlainMetric<'meanSquaredError', 'mean_squared_error'> = plainMetric(
  'meanSquaredError',
  'MeanSquaredError',
  'mean_squared_error',
  squaredErrors,
);
