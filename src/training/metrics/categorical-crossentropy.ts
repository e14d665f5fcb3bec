import type { Said } from '../../graph/rule.js';
import { declare } from '../../options/declare.js';
import { axis, flag, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import {
  categoricalCrossentropy as loss,
  type CategoricalCrossentropyOptions as LossOptions,
} from '../losses/categorical-crossentropy.js';
import { meanMetric, metricOptions, type Metric, type MetricOptions } from './metric.js';

/** Options of the metric `categoricalCrossentropy`. */
export interface CategoricalCrossentropyOptions<N extends string>
  extends Omit<LossOptions, 'reduction'>, MetricOptions<N> {}

/**
 * The mean cross-entropy of one-hot labels: labels and predictions `[batch, ..., classes]`.
 *
 * @example compile({ loss: 'categoricalCrossentropy', metrics: [metrics.categoricalCrossentropy({ fromLogits: true })] })
 * @see https://keras.io/api/metrics/probabilistic_metrics/#categoricalcrossentropy-class
 */
export const categoricalCrossentropy: <const N extends string = 'categorical_crossentropy'>(
  options?:
    | CategoricalCrossentropyOptions<N>
    | Said<'categoricalCrossentropy takes its options as an object, e.g. { fromLogits: true }'>,
) => Metric<NoInfer<N>> = declare(
  {
    name: 'categoricalCrossentropy',
    options: {
      fromLogits: optional(flag, false),
      labelSmoothing: optional(share, 0),
      axis: optional(axis, -1),
      ...metricOptions('categorical_crossentropy'),
    } satisfies Declares<CategoricalCrossentropyOptions<string>>,
  },
  ({ name, ...config }) => {
    const { compute } = loss(config);
    return meanMetric(name, 'CategoricalCrossentropy', config, compute);
  },
);
