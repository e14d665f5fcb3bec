import * as tf from '@tensorflow/tfjs';
import { permutation, randomStream, seedOf } from '../../tfjs/random.js';
import type { DatasetLike } from './data.js';
import { DataError } from './data-error.js';
import type { Rows } from './rows.js';

/** Some rows of every input and label, as tensors that the taker disposes. */
export interface Batch {
  readonly size: number;
  readonly xs: readonly tf.Tensor[];
  readonly ys: readonly tf.Tensor[];
  /** A weight for each row, where the user gave some. */
  readonly weights: tf.Tensor | undefined;
}

/** Where batches come from: an epoch of them at a time. */
export interface BatchSource {
  /** Batches in an epoch; `undefined` where a data set does not say. */
  readonly steps: number | undefined;
  /** Begins an epoch: a function that gives batch after batch, and `undefined` at the end. */
  epoch(index: number): Promise<() => Batch | undefined | Promise<Batch | undefined>>;
}

/** Rows of every input and label, side by side. */
export interface Columns {
  readonly xs: readonly Rows[];
  readonly ys: readonly Rows[];
  readonly weights: Rows | undefined;
}

/** How rows become batches. */
export interface BatchOptions {
  readonly batchSize: number;
  /** The rows to use: from, to. */
  readonly range: readonly [number, number];
  /** The seed of each epoch's order; `undefined` keeps the rows in order. */
  readonly shuffleSeed: number | undefined;
  /** Batches in an epoch, where the user wants fewer. */
  readonly steps?: number | undefined;
}

/** Refuses columns of different lengths: every input and label has a row for each sample. */
export const rowCount = ({ xs, ys, weights }: Columns, names: readonly string[]): number => {
  const counts = [...xs, ...ys, ...(weights ? [weights] : [])].map((rows) => rows.count);
  const odd = counts.findIndex((count) => count !== counts[0]);
  if (odd > 0)
    throw new DataError(
      `${names[0]} has ${counts[0]} rows, but ${names[odd] ?? 'sampleWeight'} has ${counts[odd]}; each sample needs both`,
    );
  return counts[0]!;
};

/** Batches of rows held in memory. */
export const rowBatches = (columns: Columns, options: BatchOptions): BatchSource => {
  const [start, end] = options.range;
  const count = end - start;
  const whole = Math.ceil(count / options.batchSize);
  const steps = Math.min(options.steps ?? whole, whole);
  return {
    steps,
    epoch: (index) => {
      const order =
        options.shuffleSeed === undefined
          ? undefined
          : permutation(count, randomStream(seedOf(options.shuffleSeed, index))).map((row) => row + start);
      const offset = order ? 0 : start;
      let step = 0;
      return Promise.resolve(() => {
        if (step >= steps) return undefined;
        const from = offset + step * options.batchSize;
        const to = Math.min(from + options.batchSize, offset + count);
        step++;
        return {
          size: to - from,
          xs: columns.xs.map((rows) => rows.take(from, to, order)),
          ys: columns.ys.map((rows) => rows.take(from, to, order)),
          weights: columns.weights?.take(from, to, order),
        };
      });
    },
  };
};

/** How an element of a data set becomes a batch. */
export type ReadElement = (element: unknown) => Batch;

/** Batches of a data set that gives them itself, `{ xs, ys }` after `{ xs, ys }`. */
export const datasetBatches = (
  dataset: DatasetLike,
  read: ReadElement,
  steps: number | undefined,
): BatchSource => ({
  steps,
  epoch: async () => {
    const iterator = await dataset.iterator();
    let step = 0;
    return async () => {
      if (steps !== undefined && step >= steps) return undefined;
      const { value, done } = await iterator.next();
      if (done || value === null || value === undefined) {
        if (step === 0) throw new DataError('the data set is empty: there is nothing to train on');
        return undefined;
      }
      step++;
      return read(value);
    };
  },
});

/** Frees a batch's tensors. */
export const disposeBatch = (batch: Batch): void =>
  tf.dispose([...batch.xs, ...batch.ys, ...(batch.weights ? [batch.weights] : [])]);
