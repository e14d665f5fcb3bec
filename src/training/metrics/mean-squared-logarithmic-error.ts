import { squaredLogarithmicErrors } from '../losses/mean-squared-logarithmic-error.js';
import { plainMetric, type PlainMetric } from './metric.js';

/**
 * The mean of the squared differences of logarithms: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'mse', metrics: [metrics.meanSquaredLogarithmicError()] })
 * @see https://keras.io/api/metrics/regression_metrics/#meansquaredlogarithmicerror-class
 */
export const meanSquaredLogarithmicError: PlainMetric<
  'meanSquaredLogarithmicError',
  'mean_squared_logarithmic_error'
> = plainMetric(
  'meanSquaredLogarithmicError',
  'MeanSquaredLogarithmicError',
  'mean_squared_logarithmic_error',
  squaredLogarithmicErrors,
);
