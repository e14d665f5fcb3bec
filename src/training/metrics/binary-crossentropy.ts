import type { Said } from '../../graph/rule.js';
import { declare } from '../../options/declare.js';
import { flag, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import {
  binaryCrossentropy as loss,
  type BinaryCrossentropyOptions as LossOptions,
} from '../losses/binary-crossentropy.js';
import { meanMetric, metricOptions, type Metric, type MetricOptions } from './metric.js';

/** Options of the metric `binaryCrossentropy`. */
export interface BinaryCrossentropyOptions<N extends string>
  extends Omit<LossOptions, 'reduction' | 'axis'>, MetricOptions<N> {}

/**
 * The mean cross-entropy of yes-or-no labels: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'binaryCrossentropy', metrics: [metrics.binaryCrossentropy({ fromLogits: true })] })
 * @see https://keras.io/api/metrics/probabilistic_metrics/#binarycrossentropy-class
 */
export const binaryCrossentropy: <const N extends string = 'binary_crossentropy'>(
  options?:
    | BinaryCrossentropyOptions<N>
    | Said<'binaryCrossentropy takes its options as an object, e.g. { fromLogits: true }'>,
) => Metric<NoInfer<N>> = declare(
  {
    name: 'binaryCrossentropy',
    options: {
      fromLogits: optional(flag, false),
      labelSmoothing: optional(share, 0),
      ...metricOptions('binary_crossentropy'),
    } satisfies Declares<BinaryCrossentropyOptions<string>>,
  },
  ({ name, ...config }) => {
    const { compute } = loss(config);
    return meanMetric(name, 'BinaryCrossentropy', config, compute);
  },
);
