import { entriesOf, hasMember, isList, isPlain, show } from '../errors/show.js';
import { declare } from '../options/declare.js';
import { anything, flag, seed } from '../options/kinds.js';
import { optional, type Declares, type Kind } from '../options/option.js';
import type { Shape } from '../shapes/shape.js';
import { countOf } from '../shapes/sizes.js';
import { freshSeed } from '../tfjs/random.js';
import { DataError } from '../training/data/data-error.js';
import type { ShapedValues, ShapeOfData, TypedArray } from '../training/data/data.js';
import { readRows, type ArrayData } from './array-data.js';
import { pythonOrder } from './random/orders.js';

/** Options of `splitDataset`. */
export interface SplitDatasetOptions {
  /** Samples of the left part: a share between 0 and 1, or how many. Default: all but the right part's. */
  readonly leftSize?: number;
  /** Samples of the right part: a share between 0 and 1, or how many. Default: all but the left part's. */
  readonly rightSize?: number;
  /** Whether the samples are shuffled before. Default false. */
  readonly shuffle?: boolean;
  /** Where the order of a shuffle begins: Keras's by the same seed. Default: another each time. */
  readonly seed?: number;
}

const partSize: Kind<number> = {
  needs: 'a share between 0 and 1, or a whole number above zero',
  read: (given) =>
    typeof given === 'number' && given > 0 && (given < 1 || Number.isSafeInteger(given)) ? given : undefined,
};

/** The options of `splitDataset`, declared. */
const splitDatasetOptions = {
  leftSize: optional(partSize),
  rightSize: optional(partSize),
  shuffle: optional(flag, false),
  seed: optional(seed),
} satisfies Declares<SplitDatasetOptions>;

/** What can be split: samples, or several arrays of as many samples by their names, `{ x, y }`. */
export type Splittable = Samples | { readonly [name: string]: Samples };
type Samples = ArrayData | readonly string[];

/** A part of some samples: strings stay a list, numbers come as `{ values, shape }`. */
export type SplitPart<X> = X extends readonly string[]
  ? readonly string[]
  : X extends ArrayData
    ? SplitArray<Opened<ShapeOfData<X>>, ValuesOf<X>>
    : { readonly [K in keyof X]: SplitPart<X[K]> };

/** Some of an array's samples: its values stay of their kind, those of nested arrays become a Float64Array. */
export interface SplitArray<S extends Shape, V extends TypedArray> extends ShapedValues<S> {
  readonly values: V;
}

type ValuesOf<X> = X extends TypedArray
  ? X
  : X extends { readonly values: infer V extends TypedArray }
    ? V
    : X extends readonly unknown[]
      ? Float64Array
      : TypedArray;

/** A shape of however many samples. */
type Opened<S> = S extends readonly [unknown, ...infer Rest extends Shape] ? [number, ...Rest] : Shape;

interface SplitDataset {
  <const X extends Splittable>(
    dataset: X,
    options: SplitDatasetOptions,
  ): readonly [left: SplitPart<X>, right: SplitPart<X>];
}

/**
 * Samples in two parts, the left one first. With `shuffle` and a seed they are the parts that Keras makes of them.
 *
 * @param dataset Samples, or several arrays of as many samples by their names, `{ x, y }`: each part has the same names.
 * @throws DataError where a part would be empty, or the two more than there are.
 * @example const [train, test] = splitDataset({ x, y }, { leftSize: 0.8, shuffle: true, seed: 1 });
 * @see https://keras.io/api/utils/python_utils/#split_dataset-function
 */
export const splitDataset: SplitDataset = /* @__PURE__ */ declare(
  {
    name: 'splitDataset',
    takes: { dataset: anything<Splittable>('samples, or several arrays of them by name, { x, y }') },
    options: splitDatasetOptions,
  },
  ({ dataset, leftSize, rightSize, shuffle, seed }) => {
    const { count, take } = readSamples(dataset);
    const [left, right] = sizesOf(count, leftSize, rightSize);
    const order = shuffle
      ? pythonOrder(count, seed ?? freshSeed())
      : Int32Array.from({ length: count }, (_, i) => i);
    return [take(order.subarray(0, left)), take(order.subarray(count - right))];
  },
);

/** How many samples each part has. */
const sizesOf = (
  count: number,
  left: number | undefined,
  right: number | undefined,
): readonly [number, number] => {
  if (left === undefined && right === undefined)
    throw new TypeError('splitDataset needs leftSize, rightSize or both: a share, or a number of samples');
  const given = [left, right].map((size) =>
    size === undefined || size >= 1 ? size : roundHalfEven(size * count),
  );
  const sizes = [given[0] ?? count - given[1]!, given[1] ?? count - given[0]!] as const;
  if (sizes.every((size) => size > 0) && sizes[0] + sizes[1] <= count) return sizes;
  throw new DataError(
    `splitDataset: ${count} samples cannot be split into leftSize ${sizes[0]} and rightSize ${sizes[1]}; both parts need some, and no more than there are`,
  );
};

/** As Python rounds. */
const roundHalfEven = (value: number): number => {
  const below = Math.floor(value);
  return value - below === 0.5 ? below + (below % 2) : Math.round(value);
};

interface ReadSamples {
  readonly count: number;
  readonly take: (rows: Int32Array) => unknown;
}

const readSamples = (dataset: unknown): ReadSamples => {
  if (!isPlain(dataset) || hasMember(dataset, 'shape') || hasMember(dataset, 'dataSync'))
    return readOne('splitDataset: dataset', dataset);
  const parts = entriesOf(dataset).map(
    ([name, part]) => [name, readOne(`splitDataset: dataset.${name}`, part)] as const,
  );
  if (parts.length === 0) throw new DataError(`splitDataset: dataset is empty, got ${show(dataset)}`);
  const [[first, { count }]] = parts as [(typeof parts)[0]];
  const odd = parts.find(([, part]) => part.count !== count);
  if (odd)
    throw new DataError(`splitDataset: dataset.${first} has ${count} samples, but dataset.${odd[0]} ${odd[1].count}`); // prettier-ignore
  return { count, take: (rows) => Object.fromEntries(parts.map(([name, { take }]) => [name, take(rows)])) };
};

const readOne = (what: string, data: unknown): ReadSamples => {
  if (isList(data) && data.length > 0 && data.every((each) => typeof each === 'string'))
    return { count: data.length, take: (rows) => Array.from(rows, (row) => data[row] as string) };
  const { values, shape } = readRows(what, data);
  const width = countOf(shape.slice(1));
  return {
    count: shape[0]!,
    take: (rows) => {
      const { constructor: Made } = values as object as { constructor: new (size: number) => TypedArray };
      const part = new Made(rows.length * width);
      rows.forEach((row, i) => {
        for (let j = 0; j < width; j++) part[i * width + j] = values[row * width + j]!;
      });
      return { values: part, shape: [rows.length, ...shape.slice(1)] };
    },
  };
};
