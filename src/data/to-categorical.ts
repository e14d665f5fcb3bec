import { declare } from '../options/declare.js';
import { anything, countBetween } from '../options/kinds.js';
import { optional } from '../options/option.js';
import type { Shape } from '../shapes/shape.js';
import { DataError } from '../training/data/data-error.js';
import type { ShapeOfData } from '../training/data/data.js';
import { checkClasses, needsArray, readRows, sizeOf, type ArrayData, type Floats } from './array-data.js';

/** The shape of classes with an axis for them: `[number]` gives `[number, 10]`, and so does `[number, 1]`. */
export type Categorical<S, N extends number> = S extends readonly [infer B, ...infer Rest, 1]
  ? AsShape<[B, ...Rest, N]>
  : S extends readonly [unknown, ...unknown[]]
    ? AsShape<[...S, N]>
    : Shape;

type AsShape<S> = S extends Shape ? S : Shape;

interface ToCategorical {
  <const X extends ArrayData, const N extends number = number>(
    x: X,
    numClasses?: N,
  ): Floats<Categorical<ShapeOfData<X>, N>>;
}

/**
 * Classes as rows that are 1 at the class and 0 elsewhere, for categoricalCrossentropy: `[batch]` gives `[batch, classes]`.
 *
 * @param x Classes, whole numbers from 0 on, of any shape; a last axis of 1 is left out.
 * @param numClasses How many classes there are. Default: one more than the largest.
 * @throws DataError for what is no class, or none of `numClasses`.
 * @example toCategorical([0, 2], 3) // { values: [1, 0, 0, 0, 0, 1], shape: [2, 3] }
 * @see https://keras.io/api/utils/python_utils/#to_categorical-function
 */
export const toCategorical: ToCategorical = /* @__PURE__ */ declare(
  {
    name: 'toCategorical',
    takes: { x: anything<ArrayData>(needsArray), numClasses: optional(countBetween(1, 2 ** 24)) },
    options: {},
  },
  ({ x, numClasses }) => {
    const read = readRows('toCategorical: x', x);
    checkClasses('toCategorical: x', read);
    const { values, shape } = read;
    let largest = 0;
    for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i]!);
    const classes = numClasses ?? largest + 1;
    if (largest >= classes)
      throw new DataError(`toCategorical: x holds class ${largest}, but numClasses is ${classes}: classes go from 0 to ${classes - 1}`); // prettier-ignore
    const rows = shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape;
    const whole = [...rows, classes];
    const out = new Float32Array(sizeOf('toCategorical', whole));
    for (let i = 0; i < values.length; i++) out[i * classes + values[i]!] = 1;
    return { values: out, shape: whole };
  },
);
