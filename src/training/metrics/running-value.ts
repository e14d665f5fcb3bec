import * as tf from '@tensorflow/tfjs-core';
import type { AnyData, SampleWeight } from '../data/data.js';
import { alignWeights } from '../sample-weights.js';
import { tensorOf } from '../data/tensor-of.js';
import type { StateValue } from '../callbacks/state.js';
import { takenInStep, usedInSteps, type RunningState } from './in-step.js';

/** Options of `update`. */
export interface RunningUpdateOptions {
  /** A weight for each value, or for each sample, `[batch]`. Default 1. */
  readonly sampleWeight?: SampleWeight;
}

/** What is known of some values so far, in one number: for loops and train steps of one's own, outside of `compile`. */
export interface RunningValue {
  /** What it is called. */
  readonly name: string;
  /** Takes values in, `[batch, ...]`, or one number: tensors, `{ values, shape }`, nested arrays. */
  update(values: AnyData | number, options?: RunningUpdateOptions): void;
  /** The number over all that `update` took in since the last reset. */
  result(): Promise<number>;
  /** Forgets what it has seen. */
  reset(): void;
}

/** What one batch adds: the sum of its values by sample, and how many samples, or how much weight, there is. */
interface Added {
  readonly sum: tf.Scalar;
  readonly count: tf.Scalar;
}

type Reduce = (x: tf.Tensor, axes: number[]) => tf.Tensor;

const axesFrom = (first: number, rank: number): number[] =>
  Array.from({ length: rank - first }, (_, i) => first + i);

/** As Keras does: values become one for each sample by `reduce`, weighted where there are weights. */
const added = (values: tf.Tensor, weights: tf.Tensor | undefined, reduce: Reduce): Added => {
  const bySample = (x: tf.Tensor) => (x.rank > 1 ? reduce(x, axesFrom(1, x.rank)) : x);
  if (!weights) {
    const each = bySample(values);
    return { sum: tf.sum(each), count: tf.scalar(each.rank > 0 ? each.shape[0]! : 1) };
  }
  const rank = weights.rank;
  const reduced = values.rank > rank ? reduce(values, axesFrom(rank, values.rank)) : values;
  const all = tf.broadcastTo(alignWeights(weights, reduced), reduced.shape);
  return { sum: tf.sum(bySample(tf.mul(reduced, all))), count: tf.sum(bySample(all)) };
};

/** Sums on the backend, until they are asked for. */
const runningState = (reduce: Reduce, value: (sum: number, count: number) => number): RunningState => {
  let sums: Added | undefined;
  const reset = () => {
    tf.dispose(sums as unknown as tf.TensorContainer);
    sums = undefined;
  };
  return {
    update: (given, sampleWeight) => {
      const next = tf.tidy(() => {
        const weights = sampleWeight && tf.cast(sampleWeight, 'float32');
        const { sum, count } = added(tf.cast(given!, 'float32'), weights, reduce);
        const all = sums ? { sum: tf.add(sums.sum, sum), count: tf.add(sums.count, count) } : { sum, count };
        return all as unknown as tf.TensorContainer;
      }) as unknown as Added;
      reset();
      sums = { sum: tf.keep(next.sum), count: tf.keep(next.count) };
    },
    result: async () => {
      if (!sums) return 0;
      const [sum, count] = await Promise.all([sums.sum.data(), sums.count.data()]);
      return value(sum[0]!, count[0]!);
    },
    reset,
    dispose: reset,
    getState: () => sums as unknown as StateValue,
    setState: (state) => {
      reset();
      const before = state as unknown as Added | undefined;
      sums = before && { sum: tf.keep(before.sum.clone()), count: tf.keep(before.count.clone()) };
    },
  };
};

/**
 * A running value from what its sums come to.
 * @internal
 */
export const runningValue = (
  name: string,
  reduce: Reduce,
  value: (sum: number, count: number) => number,
): RunningValue => {
  const begin = () => runningState(reduce, value);
  const own = begin();
  const running: RunningValue = {
    name,
    update: (given, { sampleWeight } = {}) => {
      if (takenInStep(running, [given, sampleWeight as AnyData | undefined])) return;
      tf.tidy(() =>
        own.update(
          typeof given === 'number' ? tf.scalar(given) : tensorOf(given),
          sampleWeight && tensorOf(sampleWeight as AnyData),
        ),
      );
    },
    result: async () => own.result() as Promise<number>,
    reset: () => own.reset(),
  };
  usedInSteps(running, begin);
  return running;
};
