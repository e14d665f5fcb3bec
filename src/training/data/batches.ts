import * as tf from '@tensorflow/tfjs-core';
import { permutation, randomStream, seedOf } from '../../tfjs/random.js';
import { withRoom } from '../../backends/memory-error.js';
import { DataError } from './data-error.js';
import type { Rows } from './rows.js';

/** Some rows of every input and label, as tensors that the taker disposes. */
export interface Batch {
  readonly size: number;
  readonly xs: readonly tf.Tensor[];
  readonly ys: readonly tf.Tensor[];
  /** For each output a weight for each row, where the user gave some; one tensor may weigh several. */
  readonly weights: Weights<tf.Tensor>;
}

/** The weights of each output's samples; none at all where nothing is weighed. */
export type Weights<T> = readonly (T | undefined)[] | undefined;

/** Where batches come from: an epoch of them at a time. */
export interface BatchSource {
  /** Batches in an epoch, as many as were asked for; `undefined` where a data set does not say. */
  readonly steps: number | undefined;
  /** The size of a batch and the shapes of its inputs, where they are known before the first; a last one may be smaller. */
  readonly shapes?: { readonly size: number; readonly xs: readonly (readonly number[])[] };
  /**
   * Begins an epoch: a function that gives batch after batch, and `undefined` at the end; no function where the data has
   * been gone through, and cannot begin anew.
   *
   * @param index Which epoch of its run it is: each run begins at the first batch.
   * @param seen Epochs before it in all the model's runs, so that each run has orders of its own. Default `index`.
   */
  epoch(index: number, seen?: number): Promise<NextBatch | undefined>;
  /** Ends it: what gives batches is told that no more are wanted. Safe to call twice. */
  close(): Promise<void>;
  /**
   * Goes through an epoch without giving its batches, for a run that goes on after it; not there where each epoch can be had
   * by itself.
   */
  pass?(index: number): Promise<void>;
}

/** Gives batch after batch of an epoch. */
export type NextBatch = () => Batch | undefined | Promise<Batch | undefined>;

/** Passes over an epoch's first batches. */
export const skip = async (next: NextBatch, count: number): Promise<void> => {
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
  readonly weights: Weights<Rows>;
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
  const counts = [...xs, ...ys, ...distinct(weights)].map((rows) => rows.count);
  const odd = counts.findIndex((count) => count !== counts[0]);
  if (odd > 0)
    throw new DataError(
      `${names[0]} has ${counts[0]} rows, but ${names[odd] ?? 'sampleWeight'} has ${counts[odd]}; each sample needs both`,
    );
  return counts[0]!;
};

/** Weights, each once, though they may weigh several outputs. */
const distinct = <T>(weights: Weights<T>): readonly T[] => [
  ...new Set(weights?.flatMap((each) => each ?? []) ?? []),
];

/** Some rows of each column, the same ones, as tensors: all of them, or where one cannot be made, none. */
export const takeRows = (
  { xs, ys, weights }: Columns,
  from: number,
  to: number,
  order?: Int32Array,
): Batch => {
  const take = (rows: Rows) => rows.take(from, to, order);
  return tf.tidy(() => {
    const made = new Map(distinct(weights).map((rows) => [rows, take(rows)]));
    return {
      size: to - from,
      xs: xs.map(take),
      ys: ys.map(take),
      weights: weights?.map((rows) => rows && made.get(rows)),
    } as unknown as tf.TensorContainer;
  }) as unknown as Batch;
};

/** Which of all batches, `whole` in a pass, each epoch has, where so many were asked for: the next goes on from there. */
export const epochsOf = (whole: number, asked: number | undefined) => {
  const steps = Math.min(asked ?? whole, whole);
  const epochsInPass = Math.ceil(whole / steps);
  return (index: number, seen: number) => {
    const inPass = index % epochsInPass;
    const first = inPass * steps;
    return { first, last: Math.min(first + steps, whole), pass: seen - inPass };
  };
};

/**
 * Batches of rows held in memory. With fewer steps than there are batches an epoch goes on where the last one ended,
 * as in Keras, until the rows have all been seen.
 */
export const rowBatches = (columns: Columns, options: BatchOptions): BatchSource => {
  const [start, end] = options.range;
  const count = end - start;
  const whole = Math.ceil(count / options.batchSize);
  const epochs = epochsOf(whole, options.steps);
  const size = Math.min(options.batchSize, count);
  return {
    steps: options.steps ?? whole,
    shapes: { size, xs: columns.xs.map(({ shape }) => [size, ...shape.slice(1)]) },
    epoch: (index, seen = index) => {
      const { first, last, pass } = epochs(index, seen);
      const order =
        options.shuffleSeed === undefined
          ? undefined
          : permutation(count, randomStream(seedOf(options.shuffleSeed, pass))).map((row) => row + start);
      const offset = order ? 0 : start;
      let step = first;
      return Promise.resolve(() => {
        if (step >= last) return undefined;
        const from = offset + step * options.batchSize;
        const to = Math.min(from + options.batchSize, offset + count);
        step++;
        return withRoom(to - from, () => takeRows(columns, from, to, order));
      });
    },
    close: () => Promise.resolve(),
  };
};

/** Frees a batch's tensors. */
export const disposeBatch = (batch: Batch): void =>
  tf.dispose([...batch.xs, ...batch.ys, ...distinct(batch.weights)]);
