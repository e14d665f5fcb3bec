import { declare } from '../options/declare.js';
import { anything, count, countBetween, flag, orNull, seed, whole } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import type { Shape } from '../shapes/shape.js';
import { countOf } from '../shapes/sizes.js';
import { freshSeed, permutation, randomStream, seedOf } from '../tfjs/random.js';
import { DataError } from '../training/data/data-error.js';
import type { ShapeOfData } from '../training/data/data.js';
import { needsArray, readRows, sizeOf, type ArrayData, type Floats, type ReadArray } from './array-data.js';
import { inOrder, makeBatches, type Batches } from './batches.js';

/** Options of `timeseriesDataset`. */
export interface TimeseriesDatasetOptions<L extends number = number> {
  /** How many steps a sequence has. */
  readonly sequenceLength: L;
  /** How many steps lie between the beginnings of two sequences. Default 1. */
  readonly sequenceStride?: number;
  /** How many steps lie between two of a sequence. Default 1: each step is in it. */
  readonly samplingRate?: number;
  /** Sequences in a batch. Default 128. */
  readonly batchSize?: number;
  /** Whether the sequences are shuffled, anew for each epoch. Default false. */
  readonly shuffle?: boolean;
  /** Where shuffling begins. Default: another each time. */
  readonly seed?: number;
  /** The first step that is used. Default 0. */
  readonly startIndex?: number;
  /** The step before which it ends. Default: after the last one. */
  readonly endIndex?: number;
}

/** The options of `timeseriesDataset`, declared. */
const timeseriesDatasetOptions = {
  sequenceLength: countBetween(1, 2 ** 24),
  sequenceStride: optional(count, 1),
  samplingRate: optional(count, 1),
  batchSize: optional(count, 128),
  shuffle: optional(flag, false),
  seed: optional(seed),
  startIndex: optional(whole, 0),
  endIndex: optional(count),
} satisfies Declares<TimeseriesDatasetOptions>;

/** The shape of sequences of steps: `[number]` gives `[number, 30]`, `[number, 3]` gives `[number, 30, 3]`. */
type SequencesOf<S, L extends number> = S extends readonly [unknown, ...infer Rest extends Shape]
  ? [number, L, ...Rest]
  : Shape;

type TargetsOf<Y> = Y extends ArrayData
  ? Floats<ShapeOfData<Y> extends readonly [unknown, ...infer Rest extends Shape] ? [number, ...Rest] : Shape>
  : undefined;

interface TimeseriesDataset {
  <const X extends ArrayData, const Y extends ArrayData | null, const L extends number>(
    data: X,
    targets: Y,
    options: TimeseriesDatasetOptions<L>,
  ): Batches<Floats<SequencesOf<ShapeOfData<X>, L>>, TargetsOf<Y>>;
}

/**
 * Windows over steps in time, in batches: each is `sequenceLength` steps, and its target is the one of its first step.
 *
 * @param data Steps `[steps, ...]`: numbers, or vectors of them.
 * @param targets For each step what belongs to the window that begins there, `[steps, ...]`; null for windows alone.
 * @throws DataError where there is no window of that length.
 * @example
 * // yesterday and the 29 days before it, and today
 * timeseriesDataset(days.slice(0, -1), days.slice(30), { sequenceLength: 30 });
 * @see https://keras.io/api/data_loading/timeseries/
 */
export const timeseriesDataset: TimeseriesDataset = /* @__PURE__ */ declare(
  {
    name: 'timeseriesDataset',
    takes: {
      data: anything<ArrayData>(needsArray),
      targets: orNull(anything<ArrayData>(needsArray)),
    },
    options: timeseriesDatasetOptions,
  },
  ({ data, targets, ...options }) => {
    const steps = readRows('timeseriesDataset: data', data);
    const marks = targets === null ? undefined : readRows('timeseriesDataset: targets', targets);
    const starts = startsOf(steps.shape[0]!, marks?.shape[0], options);
    const { sequenceLength: length, samplingRate: rate, startIndex, batchSize, shuffle } = options;
    const first = options.seed ?? freshSeed();
    sizeOf('timeseriesDataset', [Math.min(batchSize, starts.length), length, ...steps.shape.slice(1)]);
    return makeBatches({
      samples: starts.length,
      batchSize,
      order: (epoch) =>
        shuffle
          ? permutation(starts.length, randomStream(seedOf(first, epoch))).map((i) => starts[i]!)
          : starts,
      read: (rows) => {
        const xs = taken(steps, rows, startIndex, length, rate);
        const shape = [rows.length, length, ...steps.shape.slice(1)];
        return Promise.resolve({
          xs: { values: xs, shape },
          ...(marks && {
            ys: {
              values: taken(marks, rows, startIndex, 1, 1),
              shape: [rows.length, ...marks.shape.slice(1)],
            },
          }),
        });
      },
    });
  },
);

/** For each row that begins there so many steps, one after the other. */
const taken = (
  { values, shape }: ReadArray,
  rows: Int32Array,
  start: number,
  length: number,
  rate: number,
): Float32Array => {
  const width = countOf(shape.slice(1));
  const out = new Float32Array(rows.length * length * width);
  rows.forEach((row, i) => {
    for (let step = 0; step < length; step++) {
      const from = (start + row + step * rate) * width;
      for (let j = 0; j < width; j++) out[(i * length + step) * width + j] = values[from + j]!;
    }
  });
  return out;
};

interface Places {
  readonly sequenceLength: number;
  readonly sequenceStride: number;
  readonly samplingRate: number;
  readonly startIndex: number;
  readonly endIndex: number | undefined;
}

/** Where the windows begin, counted from `startIndex`. */
const startsOf = (steps: number, targets: number | undefined, options: Places): Int32Array => {
  const { sequenceLength, sequenceStride, samplingRate, startIndex, endIndex } = options;
  const end = endIndex ?? steps;
  if (startIndex >= end || end > steps)
    throw new DataError(
      `timeseriesDataset: startIndex ${startIndex} must lie before endIndex ${end}, and that within the ${steps} steps of data`,
    );
  const windows = end - startIndex - (sequenceLength - 1) * samplingRate;
  const used = Math.min(windows, targets === undefined ? windows : Math.min(targets, end) - startIndex);
  if (used < 1)
    throw new DataError(
      `timeseriesDataset: data has ${end - startIndex} steps to use, and no window of sequenceLength ${sequenceLength}${samplingRate > 1 ? ` at samplingRate ${samplingRate}` : ''} with a target fits in`,
    );
  return inOrder(Math.ceil(used / sequenceStride)).map((i) => i * sequenceStride);
};
