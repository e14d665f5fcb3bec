import type { Said } from '../../graph/rule.js';
import { declare } from '../../options/declare.js';
import { axis as axisKind } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import { checkAxes } from '../check-axes.js';
import { cosines } from '../losses/cosine-similarity.js';
import { meanMetric, metricOptions, type Metric, type MetricOptions } from './metric.js';

/** Options of the metrics along an axis. */
export interface AlongAxisOptions<N extends string> extends MetricOptions<N> {
  /** The axis that is compared along, from the end if negative. Default -1. */
  readonly axis?: number;
}

/** The options of metrics along an axis, declared. */
export const alongAxis = (name: string) =>
  ({ axis: optional(axisKind, -1), ...metricOptions(name) }) satisfies Declares<AlongAxisOptions<string>>;

/**
 * The mean cosine of the angle between labels and predictions, both `[batch, ..., n]`: 1 where they point the same way.
 *
 * @example compile({ loss: 'mse', metrics: [metrics.cosineSimilarity()] })
 * @see https://keras.io/api/metrics/regression_metrics/#cosinesimilarity-class
 */
export const cosineSimilarity: <const N extends string = 'cosine_similarity'>(
  options?: AlongAxisOptions<N> | Said<'cosineSimilarity takes its options as an object, e.g. { axis: -1 }'>,
) => Metric<NoInfer<N>> = declare(
  { name: 'cosineSimilarity', options: alongAxis('cosine_similarity') },
  ({ name, axis }) =>
    meanMetric(name, 'CosineSimilarity', { axis }, (yTrue, yPred) => {
      checkAxes('cosineSimilarity', axis, native(yPred).shape);
      return cosines(yTrue, yPred, axis);
    }),
);
