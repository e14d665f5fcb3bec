import { poissonLosses } from '../losses/poisson.js';
import { plainMetric, type PlainMetric } from './metric.js';

/**
 * What speaks against counts under predicted rates: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'mse', metrics: [metrics.poisson()] })
 * @see https://keras.io/api/metrics/probabilistic_metrics/#poisson-class
 */
export const poisson: PlainMetric<'poisson', 'poisson'> = plainMetric(
  'poisson',
  'Poisson',
  'poisson',
  poissonLosses,
);
