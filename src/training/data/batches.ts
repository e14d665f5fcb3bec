import * as tf from '@tensorflow/tfjs-core';
import { permutation, randomStream, seedOf } from '../../tfjs/random.js';
import { withRoom } from '../../backends/memory-error.js';
import type { DatasetLike } from './data.js';
import { DataError } from './data-error.js';
import { fetchValues } from './fetch-values.js';
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
  /** Batches in an epoch, as many as were asked for; `undefined` where a data set does not say. */
  readonly steps: number | undefined;
  /**
   * Begins an epoch: a function that gives batch after batch, and `undefined` at the end.
   *
   * @param index Which epoch of its run it is: each run begins at the first batch.
   * @param seen Epochs before it in all the model's runs, so that each run has orders of its own. Default `index`.
   */
  epoch(index: number, seen?: number): Promise<() => Batch | undefined | Promise<Batch | undefined>>;
  /**
   * Goes through an epoch without giving its batches, for a run that goes on after it; not there where each epoch can be had
   * by itself.
   */
  pass?(index: number): Promise<void>;
}

/** Passes over an epoch's first batches. */
export const skip = async (
  next: () => Batch | undefined | Promise<Batch | undefined>,
  count: number,
): Promise<void> => {
  for (let i = 0; i < count; i++) {
    const batch = await next();
    if (!batch) return;
    disposeBatch(batch);
  }
};

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

/** Samples in a batch where none were asked for: as many as make the steps that were, as in Keras, or 32. */
export const batchSizeFor = (samples: number, steps: number | undefined): number =>
  steps === undefined ? 32 : Math.ceil(samples / steps);

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

/**
 * Batches of rows held in memory. With fewer steps than there are batches an epoch goes on where the last one ended,
 * as in Keras, until the rows have all been seen.
 */
export const rowBatches = (columns: Columns, options: BatchOptions): BatchSource => {
  const [start, end] = options.range;
  const count = end - start;
  const whole = Math.ceil(count / options.batchSize);
  const steps = Math.min(options.steps ?? whole, whole);
  const epochsInPass = Math.ceil(whole / steps);
  return {
    steps: options.steps ?? whole,
    epoch: (index, seen = index) => {
      const inPass = index % epochsInPass;
      const order =
        options.shuffleSeed === undefined
          ? undefined
          : permutation(count, randomStream(seedOf(options.shuffleSeed, seen - inPass))).map(
              (row) => row + start,
            );
      const offset = order ? 0 : start;
      let step = inPass * steps;
      const last = Math.min(step + steps, whole);
      return Promise.resolve(() => {
        if (step >= last) return undefined;
        const from = offset + step * options.batchSize;
        const to = Math.min(from + options.batchSize, offset + count);
        step++;
        const take = (rows: Rows) => rows.take(from, to, order);
        return withRoom(to - from, () =>
          tidyBatch(() => ({
            size: to - from,
            xs: columns.xs.map(take),
            ys: columns.ys.map(take),
            weights: columns.weights && take(columns.weights),
          })),
        );
      });
    },
  };
};

/** How an element of a data set becomes a batch. */
export type ReadElement = (element: unknown) => Batch;

/**
 * Batches of a data set that gives them itself, `{ xs, ys }` after `{ xs, ys }`. With `steps` an epoch takes so many,
 * and the next one goes on from there, until the data set has run out and begins anew.
 */
export const datasetBatches = (
  dataset: DatasetLike,
  read: ReadElement,
  steps: number | undefined,
): BatchSource => {
  let current: Awaited<ReturnType<DatasetLike['iterator']>> | undefined;
  const source: BatchSource = {
    steps,
    epoch: async (index) => {
      // the first epoch of a run, and each that has no count of steps, begins at the beginning
      if (steps === undefined || index === 0) current = undefined;
      let fresh = current === undefined;
      let step = 0;
      const next = async (): Promise<Batch | undefined> => {
        if (steps !== undefined && step >= steps) return undefined;
        current ??= await dataset.iterator();
        const { value, done } = await current.next();
        if (!done && value !== null && value !== undefined) {
          step++;
          await fetchValues(value);
          return read(value);
        }
        current = undefined;
        if (step > 0) return undefined;
        if (fresh) throw new DataError('the data set is empty: there is nothing to train on');
        fresh = true;
        return next();
      };
      return next;
    },
    pass: async (index) => {
      // a data set that shuffles counts how often it was begun
      if (steps === undefined) await dataset.iterator();
      else await skip(await source.epoch(index), steps);
    },
  };
  return source;
};

/** A batch, or where a part of it cannot be made, none of its tensors. */
const tidyBatch = (make: () => Batch): Batch =>
  tf.tidy(() => make() as unknown as tf.TensorContainer) as unknown as Batch;

/** Frees a batch's tensors. */
export const disposeBatch = (batch: Batch): void =>
  tf.dispose([...batch.xs, ...batch.ys, ...(batch.weights ? [batch.weights] : [])]);
