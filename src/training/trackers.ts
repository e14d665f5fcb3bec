import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '../tfjs/tensor.js';
import type { StateValue } from './callbacks/state.js';
import type { Batch } from './data/batches.js';
import type { MetricState, MetricValue } from './metrics/index.js';
import type { ToldMetric } from './metrics/in-step.js';
import type { RowSums } from './metrics/metric.js';
import { gathered, placeName } from './metrics/vector-logs.js';
import type { OutputPlan } from './plan.js';
import { alignWeights } from './sample-weights.js';

/** What a batch adds to a metric that is a mean. */
export interface Measure {
  readonly sum: number;
  readonly count: number;
}

/** What a batch adds to a metric: to its mean, or to the sums that it is computed from. */
export type Measured = Measure | { readonly sums: RowSums };

/** What one batch came to. */
export interface BatchResult {
  readonly size: number;
  /** The loss that is minimised: every output's, weighted, and the penalties. */
  readonly loss: tf.Scalar | number;
  /** Each output's own loss. */
  readonly outputLosses: readonly (tf.Scalar | number)[];
  /** Each output's; not there where all its metrics have been measured. */
  readonly predictions: readonly (tf.Tensor | undefined)[];
  /** What metrics come to on the batch, by output and metric, where that is known already. */
  readonly measured?: readonly (readonly (Measured | undefined)[])[];
  /** What of each output counts, 1 or 0, `[batch, steps]`, where a mask reaches it. */
  readonly masks: readonly (tf.Tensor | undefined)[];
  /** What a step of the model's own tells, by names in logs. */
  readonly told?: Readonly<Record<string, tf.Scalar | ToldMetric>>;
}

/** What a batch came to, as long as its numbers stand on a graphics card and nobody has read them. */
export interface PendingResult {
  readonly size: number;
  readonly pending: Pending;
}

/** Numbers that are yet to be read. */
export interface Pending {
  /** Has a listener called once they are read, after those of the batches before. */
  onRead(listener: (result: BatchResult) => void): void;
  /** Reads them, and with them those of all batches before. */
  read(): Promise<void>;
  /** Gives up all that have not been read. */
  forget(): void;
}

/** A running mean of scalars, kept on the backend, so that no batch waits for a read. */
export class RunningMean {
  private total: tf.Scalar | undefined;
  /** What was added as plain numbers. */
  private sum = 0;
  private count = 0;

  add(value: tf.Scalar | number, size: number): void {
    if (typeof value === 'number') {
      this.sum += value * size;
      this.count += size;
      return;
    }
    const old = this.total;
    this.total = tf.tidy(() => {
      const weighted = tf.mul(value, size) as tf.Scalar;
      return old ? tf.add<tf.Scalar>(old, weighted) : weighted;
    });
    old?.dispose();
    this.count += size;
  }

  async result(): Promise<number> {
    const total = this.total ? (await this.total.data())[0]! + this.sum : this.sum;
    return this.count === 0 ? 0 : total / this.count;
  }

  reset(): void {
    this.total?.dispose();
    this.total = undefined;
    this.sum = 0;
    this.count = 0;
  }

  getState(): StateValue {
    if (this.sum !== 0) {
      const old = this.total;
      this.total = tf.tidy(() => (old ? tf.add<tf.Scalar>(old, this.sum) : tf.scalar(this.sum)));
      this.sum = 0;
      old?.dispose();
    }
    return { total: this.total as unknown as Tensor | undefined, count: this.count };
  }

  setState(state: StateValue): void {
    const { total, count } = state as unknown as { readonly total?: tf.Scalar; readonly count: number };
    this.reset();
    this.total = total?.clone();
    this.count = count;
  }
}

/** Tells a metric of a batch: what counts of it, by the mask and, where it is a weighted one, by the samples' weights. */
const updateBy = (
  state: MetricState,
  labels: tf.Tensor,
  predictions: tf.Tensor,
  mask: tf.Tensor | undefined,
  weights: tf.Tensor | undefined,
): void => {
  const both = mask && weights && tf.tidy(() => tf.mul(alignWeights(weights, mask), mask));
  state.update(
    labels as unknown as Tensor,
    predictions as unknown as Tensor,
    (both ?? weights ?? mask) as unknown as Tensor | undefined,
  );
  both?.dispose();
};

/** The losses and metrics of an epoch so far, under the names they have in logs. */
export interface Trackers {
  readonly names: readonly string[];
  update(result: BatchResult | PendingResult, batch: Pick<Batch, 'ys' | 'weights'>): void;
  /** Reads what batches came to that stands on a graphics card yet. */
  settle(): Promise<void>;
  /** Now, in Keras's order of logs: by name. */
  results(): Promise<Readonly<Record<string, number>>>;
  reset(): void;
  dispose(): void;
  /** The sums so far, as the trackers' own tensors: not copies. */
  getState(): StateValue;
  /** Goes on from what `getState` gave; the tensors stay the caller's. */
  setState(state: StateValue): void;
}

/** Logs in the order in which Keras 3 gives them. */
export const byName = (logs: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(logs).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Results in the order of Keras's list: the loss, each output's loss in the order in which `compile` was given them,
 * then the metrics: of several outputs by their names in the logs, of one as they were given.
 */
export const inListOrder = (
  outputs: readonly OutputPlan[],
  results: Readonly<Record<string, number>>,
): number[] => {
  const whole = gathered(results);
  return namesInList(outputs).map((name) => whole[name]!) as number[];
};

/** The names of results, in the order of Keras's list. */
export const namesInList = (outputs: readonly OutputPlan[]): readonly string[] => {
  const losses = [...outputs].sort((a, b) => a.lossPlace - b.lossPlace).map(({ name }) => `${name}_loss`);
  const metrics = outputs.flatMap((output) => output.metrics.map(({ name }) => name));
  return outputs.length > 1 ? ['loss', ...losses, ...[...metrics].sort()] : ['loss', ...metrics];
};

/** Trackers for what is computed on a model's outputs. */
export const createTrackers = (outputs: readonly OutputPlan[]): Trackers => {
  const loss = new RunningMean();
  const own =
    outputs.length > 1
      ? outputs
          .map((output, index) => ({
            name: `${output.name}_loss`,
            index,
            place: output.lossPlace,
            mean: new RunningMean(),
          }))
          .sort((a, b) => a.place - b.place)
      : [];
  const metrics = outputs.map((output) =>
    output.metrics.map(({ name, metric, isWeighted }) => ({ name, isWeighted, state: metric.create() })),
  );
  const flat = metrics.flat();
  /** The last batch whose numbers are yet to be read. */
  let unread: Pending | undefined;
  const reset = () => {
    unread?.forget();
    unread = undefined;
    loss.reset();
    own.forEach(({ mean }) => mean.reset());
    flat.forEach(({ state }) => state.reset());
  };
  /** Everything that has sums, in one order. */
  const states = [loss, ...own.map(({ mean }) => mean), ...flat.map(({ state }) => state)];
  const names = ['loss', ...own.map(({ name }) => name), ...flat.map(({ name }) => name)];
  const add = (result: BatchResult, { ys, weights }: Pick<Batch, 'ys' | 'weights'>): void => {
    loss.add(result.loss, result.size);
    // as in Keras, an output's own loss is the mean over batches, however many samples each has
    own.forEach(({ mean, index }) => mean.add(result.outputLosses[index]!, 1));
    metrics.forEach((each, i) =>
      each.forEach(({ state, isWeighted }, m) => {
        const measure = result.measured?.[i]?.[m];
        if (measure) return 'sums' in measure ? state.addSums!(measure.sums) : state.add!(measure);
        updateBy(
          state,
          ys[i]!,
          result.predictions[i]!,
          result.masks[i],
          isWeighted ? weights?.[i] : undefined,
        );
      }),
    );
  };
  const settle = async (): Promise<void> => {
    const last = unread;
    unread = undefined;
    await last?.read();
  };
  return {
    names,
    settle,
    update: (result, batch) => {
      if (!('pending' in result)) return add(result, batch);
      unread = result.pending;
      // everything has been measured there: the batch's tensors may be gone by then
      unread.onRead((read) => add(read, batch));
    },
    results: async () => {
      await settle();
      const values = await Promise.all([
        loss.result(),
        ...own.map(({ mean }) => mean.result()),
        ...flat.map(({ state }) => state.result()),
      ]);
      return byName(
        Object.fromEntries(
          names.flatMap((name, i) => {
            const value: MetricValue = values[i]!;
            return typeof value === 'number'
              ? [[name, value] as const]
              : value.map((each, place) => [placeName(name, place), each] as const);
          }),
        ),
      );
    },
    reset,
    dispose: () => {
      reset();
      flat.forEach(({ state }) => state.dispose());
    },
    getState: () => states.map((each) => each.getState()),
    setState: (given) => states.forEach((each, i) => each.setState((given as readonly StateValue[])[i])),
  };
};
