import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { axis, flag, integer } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { sparseCategoricalCrossentropy as loss } from '../losses/sparse-categorical-crossentropy.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { alignWeights } from '../sample-weights.js';
import { meanState, metricOf, metricOptions, type Metric, type MetricOptions } from './metric.js';

/** Options of the metric `sparseCategoricalCrossentropy`. */
export interface SparseCategoricalCrossentropyOptions<N extends string> extends MetricOptions<N> {
  /** Whether predictions are logits, not probabilities. Default false. */
  readonly fromLogits?: boolean;
  /** A label whose cross-entropy is 0; where samples have weights, it counts for nothing at all, as in Keras. Default none. */
  readonly ignoreClass?: number;
  /** The axis of the classes, from the end if negative. Default -1. */
  readonly axis?: number;
}

/** Weights of samples, 0 where a label is ignored. */
const withoutIgnored = (weights: Tensor, counted: Tensor | undefined): Tensor => {
  if (!counted) return weights;
  const kept = tf.tidy(() => {
    const mask = tf.cast(native(counted), 'float32');
    return tf.mul(alignWeights(native(weights), mask), mask);
  });
  native(counted).dispose();
  return kept as unknown as Tensor;
};

/**
 * The mean cross-entropy of labels that are class indices: labels `[batch, ...]` for predictions `[batch, ..., classes]`.
 *
 * @example compile({ loss: 'sparseCategoricalCrossentropy', metrics: [metrics.sparseCategoricalCrossentropy({ fromLogits: true })] })
 * @see https://keras.io/api/metrics/probabilistic_metrics/#sparsecategoricalcrossentropy-class
 */
export const sparseCategoricalCrossentropy: <const N extends string = 'sparse_categorical_crossentropy'>(
  options?:
    | SparseCategoricalCrossentropyOptions<N>
    | Said<'sparseCategoricalCrossentropy takes its options as an object, e.g. { fromLogits: true }'>,
) => Metric<NoInfer<N>> = declare(
  {
    name: 'sparseCategoricalCrossentropy',
    options: {
      fromLogits: optional(flag, false),
      ignoreClass: optional(integer),
      axis: optional(axis, -1),
      ...metricOptions('sparse_categorical_crossentropy'),
    } satisfies Declares<SparseCategoricalCrossentropyOptions<string>>,
  },
  ({ name, ...config }) => {
    const { compute, counted } = loss(config);
    return metricOf(name, 'SparseCategoricalCrossentropy', config, () => {
      const state = meanState(compute);
      return {
        ...state,
        update: (yTrue, yPred, weights) => {
          const counting = weights && withoutIgnored(weights, counted?.(yTrue, yPred));
          state.update(yTrue, yPred, counting);
          if (counting !== weights) counting?.dispose();
        },
      };
    });
  },
);
