import * as tf from '@tensorflow/tfjs-core';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import type { MetricState, MetricValue, RowSums } from './metric.js';

/** What one batch adds to each of a metric's sums. */
export type Contributions<K extends string> = (
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  weights: tf.Tensor | undefined,
) => Readonly<Record<K, tf.Tensor>>;

/** A metric's sums as they are read: each flat, row by row. */
export type Sums<K extends string> = Readonly<Record<K, ArrayLike<number>>>;

/**
 * The state of a metric that is computed from sums over all batches, kept on the backend until they are asked for;
 * before the first batch its value is 0.
 */
export const sumsState = <K extends string>(
  contributions: Contributions<K>,
  value: (sums: Sums<K>) => MetricValue,
  /** How many values there are, where there are several: zeros before the first batch. */
  many?: number,
  /** What sums of plain rows come to. */
  whole: (sums: RowSums) => RowSums = (sums) => sums,
): MetricState => {
  let sums: Readonly<Record<string, tf.Tensor>> = {};
  /** What was taken in as plain numbers. */
  let plain: RowSums | undefined;
  const reset = () => {
    tf.dispose(Object.values(sums));
    sums = {};
    plain = undefined;
  };
  /** Plain numbers become tensors, where something needs all of it so. */
  const settle = () => {
    if (!plain) return;
    const next = Object.entries(whole(plain)).map(([name, added]) => {
      const before = sums[name];
      const now = tf.tidy(() => {
        const tensor = tf.tensor1d(Float32Array.from(added));
        return before ? tf.add(before, tf.reshape(tensor, before.shape)) : tensor;
      });
      return [name, tf.keep(now)] as const;
    });
    reset();
    sums = Object.fromEntries(next);
  };
  return {
    update: (yTrue: Tensor, yPred: Tensor, weights?: Tensor) => {
      settle();
      const next = tf.tidy(() => {
        const added = contributions(native(yTrue), native(yPred), weights && native(weights));
        return Object.fromEntries(
          Object.entries<tf.Tensor>(added).map(([name, sum]) => {
            const before = sums[name];
            return [name, before ? tf.add(before, sum) : tf.cast(sum, 'float32')];
          }),
        );
      });
      reset();
      // the state outlives the tidy it may have been updated in
      sums = Object.fromEntries(Object.entries(next).map(([name, sum]) => [name, tf.keep(sum)]));
    },
    addSums: (added) => {
      if (!plain)
        plain = Object.fromEntries(Object.entries(added).map(([name, each]) => [name, each.slice()]));
      else
        for (const name in added) {
          const [before, each] = [plain[name]!, added[name]!];
          for (let i = 0; i < each.length; i++) before[i]! += each[i]!;
        }
    },
    result: async () => {
      // no tensor is made to read numbers that are here
      if (plain && Object.keys(sums).length === 0) return value(whole(plain) as Sums<K>);
      settle();
      const entries = Object.entries(sums);
      if (entries.length === 0) return many === undefined ? 0 : Array<number>(many).fill(0);
      const read = await Promise.all(entries.map(async ([name, sum]) => [name, await sum.data()] as const));
      return value(Object.fromEntries(read) as unknown as Sums<K>);
    },
    reset,
    dispose: reset,
    getState: () => {
      settle();
      return sums as unknown as Readonly<Record<string, Tensor>>;
    },
    setState: (state) => {
      reset();
      sums = Object.fromEntries(
        Object.entries(state as unknown as typeof sums).map(([name, sum]) => [name, tf.keep(sum.clone())]),
      );
    },
  };
};

/** A division that gives 0 where there is nothing to divide by, as Keras's. */
export const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
