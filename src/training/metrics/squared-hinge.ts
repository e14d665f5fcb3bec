import { squaredHingeLosses } from '../losses/squared-hinge.js';
import { plainMetric, type PlainMetric } from './metric.js';

/**
 * The square of how far predictions are from the right side of a margin of 1, labels -1 or 1: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'mse', metrics: [metrics.squaredHinge()] })
 * @see https://keras.io/api/metrics/hinge_metrics/#squaredhinge-class
 */
export const squaredHinge: PlainMetric<'squaredHinge', 'squared_hinge'> = plainMetric(
  'squaredHinge',
  'SquaredHinge',
  'squared_hinge',
  squaredHingeLosses,
);
