import { divergences } from '../losses/kl-divergence.js';
import { plainMetric, type Metric, type MetricOptions } from './metric.js';

/**
 * How far predicted distributions are from the labels': labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'mse', metrics: [metrics.klDivergence()] })
 * @see https://keras.io/api/metrics/probabilistic_metrics/#kldivergence-class
 */
export const klDivergence: <const N extends string = 'kl_divergence'>(
  options?: MetricOptions<N>,
) => Metric<NoInfer<N>> = plainMetric('klDivergence', 'KLDivergence', 'kl_divergence', divergences);
