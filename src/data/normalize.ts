import { declare } from '../options/declare.js';
import { anything, axis } from '../options/kinds.js';
import { optional, type Declares, type Kind } from '../options/option.js';
import type { Shape } from '../shapes/shape.js';
import { showShape } from '../shapes/shape.js';
import { countOf } from '../shapes/sizes.js';
import { DataError } from '../training/data/data-error.js';
import type { ShapeOfData } from '../training/data/data.js';
import { needsArray, readRows, type ArrayData, type Floats } from './array-data.js';

/** Options of `normalize`. */
export interface NormalizeOptions {
  /** The axis along which each vector lies, from the end if negative. Default -1. */
  readonly axis?: number;
  /** Which norm becomes 1: 2 is the length, 1 the sum of absolute values, Infinity the largest of them. Default 2. */
  readonly order?: number;
}

const order: Kind<number> = {
  needs: 'a number above zero, or Infinity',
  read: (given) => (typeof given === 'number' && given > 0 ? given : undefined),
};

/** The options of `normalize`, declared. */
const normalizeOptions = {
  axis: optional(axis, -1),
  order: optional(order, 2),
} satisfies Declares<NormalizeOptions>;

interface Normalize {
  <const X extends ArrayData>(
    x: X,
    options?: NormalizeOptions,
  ): Floats<ShapeOfData<X> extends infer S extends Shape ? S : Shape>;
}

/**
 * Vectors made as long as 1: each is divided by its norm, one of nothing but zeros stays as it is. The shape stays.
 *
 * @param x Numbers of any shape.
 * @throws DataError where x has no such axis, or is empty.
 * @example normalize([[3, 4], [0, 5]]) // { values: [0.6, 0.8, 0, 1], shape: [2, 2] }
 * @see https://keras.io/api/utils/python_utils/#normalize-function
 */
export const normalize: Normalize = /* @__PURE__ */ declare(
  { name: 'normalize', takes: { x: anything<ArrayData>(needsArray) }, options: normalizeOptions },
  ({ x, axis, order }) => {
    const { values, shape } = readRows('normalize: x', x);
    const at = axis < 0 ? axis + shape.length : axis;
    const size = shape[at];
    if (size === undefined)
      throw new DataError(`normalize: axis ${axis} is none of x, which has shape ${showShape(shape)}`);
    const step = countOf(shape.slice(at + 1));
    const out = new Float32Array(values.length);
    for (let first = 0; first < values.length; first++) {
      if (Math.floor(first / step) % size !== 0) continue;
      const norm = normOf(values, first, step, size, order) || 1;
      for (let i = 0; i < size; i++) out[first + i * step] = values[first + i * step]! / norm;
    }
    return { values: out, shape: [...shape] };
  },
);

/** The norm of one vector; scaled by its largest value, so that no power is more than a number holds. */
const normOf = (
  values: ArrayLike<number>,
  first: number,
  step: number,
  size: number,
  order: number,
): number => {
  let largest = 0;
  for (let i = 0; i < size; i++) {
    const value = Math.abs(values[first + i * step]!);
    if (!(value <= largest)) largest = value;
  }
  if (order === Infinity || largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < size; i++) sum += (Math.abs(values[first + i * step]!) / largest) ** order;
  return largest * sum ** (1 / order);
};
