import { declare } from '../../options/declare.js';
import { axis, flag } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { sparseCategoricalCrossentropy as loss } from '../losses/sparse-categorical-crossentropy.js';
import { meanMetric, metricOptions, type Metric, type MetricOptions } from './metric.js';

/** Options of the metric `sparseCategoricalCrossentropy`. */
export interface SparseCategoricalCrossentropyOptions<N extends string> extends MetricOptions<N> {
  /** Whether predictions are logits, not probabilities. Default false. */
  readonly fromLogits?: boolean;
  /** The axis of the classes, from the end if negative. Default -1. */
  readonly axis?: number;
}

/**
 * The mean cross-entropy of labels that are class indices: labels `[batch, ...]` for predictions `[batch, ..., classes]`.
 *
 * @example compile({ loss: 'sparseCategoricalCrossentropy', metrics: [metrics.sparseCategoricalCrossentropy({ fromLogits: true })] })
 * @see https://keras.io/api/metrics/probabilistic_metrics/#sparsecategoricalcrossentropy-class
 */
export const sparseCategoricalCrossentropy: <const N extends string = 'sparse_categorical_crossentropy'>(
  options?: SparseCategoricalCrossentropyOptions<N>,
) => Metric<NoInfer<N>> = declare(
  {
    name: 'sparseCategoricalCrossentropy',
    options: {
      fromLogits: optional(flag, false),
      axis: optional(axis, -1),
      ...metricOptions('sparse_categorical_crossentropy'),
    } satisfies Declares<SparseCategoricalCrossentropyOptions<string>>,
  },
  ({ name, ...config }) => {
    const { compute } = loss(config);
    return meanMetric(name, 'SparseCategoricalCrossentropy', config, compute);
  },
);
