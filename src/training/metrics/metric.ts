import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { text } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import type { StateValue } from '../callbacks/state.js';
import type { AnyData, SampleWeight } from '../data/data.js';
import { alignWeights } from '../sample-weights.js';
import { byItself } from './by-itself.js';
import { usedInSteps, type RunningState } from './in-step.js';

/** What a metric comes to: a number, or one for each threshold or class. */
export type MetricValue = number | readonly number[];

/** A batch as plain numbers, where they stand: predictions and labels row by row, from one place on each. */
export interface Rows {
  readonly predictions: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
  readonly count: number;
  readonly columns: number;
  /** A weight for each row, where there are some. */
  readonly weightOf?: ((row: number) => number) | undefined;
}

/** What a batch adds to each of a metric's sums, as plain numbers. */
export type RowSums = Readonly<Record<string, Float64Array>>;

/** What rows add to a metric's sums, without a tensor; undefined where it takes tensors. */
export type SumsOfRows = (rows: Rows) => RowSums | undefined;

/** A metric at work: what it has seen so far. */
export interface MetricState {
  /** Takes a batch in: labels and predictions, and a weight for each sample where there are some. */
  update(yTrue: Tensor, yPred: Tensor, weights?: Tensor): void;
  /** Takes in what a batch adds to sum and count, where the metric is a mean of a value per sample. */
  add?(measure: { readonly sum: number; readonly count: number }): void;
  /** Takes in what a batch adds to its sums, where the metric is computed from several. */
  addSums?(sums: RowSums): void;
  /** The value over all batches since the last reset, or several, once the backend has them. */
  result(): MetricValue | Promise<MetricValue>;
  reset(): void;
  dispose(): void;
  /** What it has seen so far, as its own tensors: not copies. */
  getState(): StateValue;
  /** Goes on from what `getState` gave; the tensors stay the caller's. */
  setState(state: StateValue): void;
}

/** Options of a metric's `update`. */
export interface UpdateOptions {
  /** A weight for each sample, `[batch]`, or for each step, `[batch, steps]`. Default 1. */
  readonly sampleWeight?: SampleWeight;
}

/** Any metric; the opaque supertype in lists. */
export interface AnyMetric {
  readonly kind: 'metric';
  /** The name in logs. */
  readonly name: string;
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** A fresh state, for one output. */
  create(): MetricState;
  /**
   * What rows add to its sums, where predictions can be read where they stand.
   * @internal
   */
  readonly sumsOfRows?: SumsOfRows | undefined;
  /** Takes labels and predictions in, outside of `fit`: tensors, `{ values, shape }`, or nested arrays. */
  update(yTrue: AnyData, yPred: AnyData, options?: UpdateOptions): void;
  /** The value over all that `update` took in since the last reset. */
  result(): Promise<MetricValue>;
  /** Forgets what `update` took in, and frees it. */
  reset(): void;
}

/** A metric whose name in logs the types know, and whether it gives one number or a list. */
export interface Metric<N extends string, V extends MetricValue = number> extends AnyMetric {
  readonly name: N;
  result(): Promise<V>;
}

/** Options that every metric takes. */
export interface MetricOptions<N extends string> {
  /** The name in logs. Default: Keras's. */
  readonly name?: N;
}

/** The options of every metric, declared; each has a name of its own. */
export const metricOptions = (name: string) =>
  ({ name: optional(text, name) }) satisfies Declares<MetricOptions<string>>;

/** A value for each sample: labels and predictions `[batch, ...]` give `[batch, ...]` or fewer axes. */
export type PerSample = (yTrue: Tensor, yPred: Tensor) => Tensor;

/** The running mean of a value per sample, kept on the backend until it is asked for. */
export const meanState = (
  perSample: PerSample,
): Omit<MetricState, 'result'> & { result(): Promise<number> } => {
  let total: tf.Scalar | undefined;
  let count: tf.Scalar | number = 0;
  /** What was taken in as plain numbers. */
  let plain = { sum: 0, count: 0 };
  const reset = () => {
    plain = { sum: 0, count: 0 };
    total?.dispose();
    if (typeof count !== 'number') count.dispose();
    total = undefined;
    count = 0;
  };
  return {
    update: (yTrue, yPred, weights) => {
      const [oldTotal, oldCount] = [total, count];
      const [nextTotal, nextCount] = tf.tidy((): [tf.Scalar, tf.Scalar | number] => {
        const values = native(perSample(yTrue, yPred));
        // one number for a whole batch has no place for weights, and counts once
        if (!weights || values.rank === 0) {
          const sum = tf.sum(values) as tf.Scalar;
          const seen =
            typeof oldCount === 'number' ? oldCount + values.size : tf.add<tf.Scalar>(oldCount, values.size);
          return [oldTotal ? tf.add<tf.Scalar>(oldTotal, sum) : sum, seen];
        }
        const column = tf.broadcastTo(alignWeights(native(weights), values), values.shape);
        const sum = tf.sum(tf.mul(values, column)) as tf.Scalar;
        return [
          oldTotal ? tf.add<tf.Scalar>(oldTotal, sum) : sum,
          tf.add<tf.Scalar>(tf.sum(column) as tf.Scalar, oldCount),
        ];
      }) as unknown as [tf.Scalar, tf.Scalar | number];
      oldTotal?.dispose();
      if (typeof oldCount !== 'number' && oldCount !== nextCount) oldCount.dispose();
      // the state outlives the tidy it may have been updated in
      total = tf.keep(nextTotal);
      count = typeof nextCount === 'number' ? nextCount : tf.keep(nextCount);
    },
    add: (measure) => {
      plain = { sum: plain.sum + measure.sum, count: plain.count + measure.count };
    },
    result: async () => {
      const [sum, seen] = await Promise.all([
        total?.data(),
        typeof count === 'number' ? [count] : count.data(),
      ]);
      const all = seen[0]! + plain.count;
      return all === 0 ? 0 : ((sum?.[0] ?? 0) + plain.sum) / all;
    },
    reset,
    dispose: reset,
    getState: () => {
      if (plain.count !== 0) {
        const [oldTotal, oldCount] = [total, count];
        total = tf.tidy(() =>
          tf.keep(oldTotal ? tf.add<tf.Scalar>(oldTotal, plain.sum) : tf.scalar(plain.sum)),
        );
        count =
          typeof oldCount === 'number'
            ? oldCount + plain.count
            : tf.tidy(() => tf.keep(tf.add<tf.Scalar>(oldCount, plain.count)));
        oldTotal?.dispose();
        if (typeof oldCount !== 'number') oldCount.dispose();
        plain = { sum: 0, count: 0 };
      }
      return { total: total as unknown as Tensor, count: count as unknown as Tensor | number };
    },
    setState: (state) => {
      reset();
      const before = state as unknown as { total?: tf.Scalar; count: tf.Scalar | number };
      total = before.total && tf.keep(before.total.clone());
      count = typeof before.count === 'number' ? before.count : tf.keep(before.count.clone());
    },
  };
};

/** A metric from how its state is made; it has one of its own too, for use outside of `fit`. */
export const metricOf = <N extends string, V extends MetricValue = number>(
  name: N,
  className: string,
  config: Readonly<Record<string, unknown>>,
  create: () => MetricState,
  sumsOfRows?: SumsOfRows,
): Metric<N, V> => {
  const metric: Metric<N, V> = {
    kind: 'metric',
    name,
    className,
    config,
    create,
    sumsOfRows,
    ...(byItself(create, () => metric) as Pick<Metric<N, V>, 'update' | 'result' | 'reset'>),
  };
  usedInSteps(metric, create as () => RunningState);
  return metric;
};

/** A metric that is the mean of a value per sample. */
export const meanMetric = <N extends string>(
  name: N,
  className: string,
  config: Readonly<Record<string, unknown>>,
  perSample: PerSample,
): Metric<N> => metricOf(name, className, config, () => meanState(perSample));

/** Makes a metric without options of its own: `F` is the function's name, `D` the metric's in logs. */
export type PlainMetric<F extends string, D extends string> = <const N extends string = D>(
  options?: MetricOptions<N> | Said<`${F} takes its options as an object, e.g. { name: '${F}' }`>,
) => Metric<NoInfer<N>>;

/** A metric that is the mean of a value per sample, without options of its own. */
export const plainMetric = <F extends string, D extends string>(
  metric: F,
  className: string,
  defaultName: D,
  perSample: PerSample,
): PlainMetric<F, D> =>
  declare({ name: metric, options: metricOptions(defaultName) }, ({ name }) =>
    meanMetric(name, className, {}, perSample),
  ) as PlainMetric<F, D>;
