import { poissonLosses } from '../losses/poisson.js';
import { plainMetric, type Metric, type MetricOptions } from './metric.js';

/**
 * What speaks against counts under predicted rates: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'mse', metrics: [metrics.poisson()] })
 * @see https://keras.io/api/metrics/probabilistic_metrics/#poisson-class
 */
export const poisson: <const N extends string = 'poisson'>(options?: MetricOptions<N>) => Metric<NoInfer<N>> =
  plainMetric('poisson', 'Poisson', 'poisson', poissonLosses);
