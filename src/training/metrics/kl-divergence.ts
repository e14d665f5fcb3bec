import { divergences } from '../losses/kl-divergence.js';
import { plainMetric, type PlainMetric } from './metric.js';

/**
 * How far predicted distributions are from the labels': labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'mse', metrics: [metrics.klDivergence()] })
 * @see https://keras.io/api/metrics/probabilistic_metrics/#kldivergence-class
 */
export const klDivergence: PlainMetric<'klDivergence', 'kl_divergence'> = plainMetric(
  'klDivergence',
  'KLDivergence',
  'kl_divergence',
  divergences,
);
