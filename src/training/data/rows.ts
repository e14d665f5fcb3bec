import * as tf from '@tensorflow/tfjs-core';
import { showShape, type Shape } from '../../shapes/shape.js';
import { isWhole } from '../../shapes/arithmetic.js';
import { countOf, type Sizes } from '../../shapes/sizes.js';
import { show } from '../../errors/show.js';
import type { AnyData, ShapedValues, TensorLike, TypedArray } from './data.js';
import { rowsOf, showBatch } from './data.js';
import { DataError } from './data-error.js';
import { kindOf, nestedShape, visitNested } from './nested.js';

/** Data by the row: how many there are, and some of them as a tensor. */
export interface Rows {
  readonly count: number;
  /** The shape with its rows: `[60000, 28, 28]`. */
  readonly shape: Sizes;
  /** The rows at `from` .. `to` of `order` (or of the data itself) as a tensor the caller disposes. */
  take(from: number, to: number, order?: Int32Array): tf.Tensor;
}

/** Rows of numbers. */
export interface NumberRows extends Rows {
  /** Every value, for a check of them all. */
  values(): ArrayLike<number>;
}

/** What a column of data must be. */
export interface Expected {
  /** Its name in errors: `x`, `y`, `x.title`. */
  readonly what: string;
  /** The model's shape for it, the batch axis first. */
  readonly shape: Shape;
  readonly dtype: 'float32' | 'int32' | 'string';
  /** Whether another shape will do too. */
  readonly isOpen?: boolean | undefined;
  /** Where the values are indices: how many there are to choose from. */
  readonly indices?: number | undefined;
  /** Whether values must be whole numbers. */
  readonly whole?: boolean;
  /** What is said to data of another shape, where it is not that the model needs this one. */
  readonly misfit?: (given: Sizes) => string;
}

export const isTensor = (data: AnyData): data is TensorLike =>
  typeof data === 'object' && 'dataSync' in data && typeof data.dataSync === 'function';
const isShaped = (data: AnyData): data is ShapedValues =>
  typeof data === 'object' && 'values' in data && 'shape' in data;

/** Data of any kind as rows, checked against what the model needs; what training cannot compute on is refused. */
export const toRows = (data: AnyData, expected: Expected): NumberRows => {
  const rows = read(data, expected);
  if (rows.count === 0) throw new DataError(`${expected.what} is empty: there is nothing to compute on`);
  checkValues(rows, expected);
  return rows;
};

/** Whether data can be looked at: a proxy may throw. */
export const isReadable = (data: object): boolean => {
  try {
    return [isTensor(data as AnyData), isShaped(data as AnyData), Array.isArray(data)].length > 0;
  } catch {
    return false;
  }
};

const read = (data: AnyData, expected: Expected): NumberRows => {
  if (typeof data !== 'object' || data === null || !isReadable(data))
    throw new DataError(
      `${expected.what} must be a tensor, nested arrays, or { values, shape } of shape ${showBatch(expected.shape)}; got ${show(data)}`,
    );
  if (isTensor(data)) return tensorRows(data as unknown as tf.Tensor, expected);
  if (isShaped(data)) {
    const shape: unknown = data.shape;
    if (!Array.isArray(shape) || !shape.every(isWhole))
      throw new DataError(
        `${expected.what} needs { values, shape } with a shape of whole numbers, e.g. [60000, 28, 28]`,
      );
    return flatRows(numbersIn(data.values, expected.what), shape, expected);
  }
  if (ArrayBuffer.isView(data)) {
    const values = numbersIn(data, expected.what);
    return flatRows(values, [values.length], expected);
  }
  if (Array.isArray(data)) return nestedRows(data, expected);
  throw new DataError(
    `${expected.what} must be a tensor, nested arrays, or { values, shape } of shape ${showBatch(expected.shape)}`,
  );
};

const notNumbers = ['BigInt64Array', 'BigUint64Array', 'DataView'];

/** Values in one flat array: a typed array of numbers, or a plain one. */
const numbersIn = (values: unknown, what: string): TypedArray => {
  const kind = Object.prototype.toString.call(values).slice(8, -1);
  if (ArrayBuffer.isView(values) && !notNumbers.includes(kind)) return values as TypedArray;
  if (Array.isArray(values) && values.every((value) => typeof value === 'number'))
    return Float64Array.from(values as number[]);
  throw new DataError(
    `${what} needs its values as a typed array of numbers, e.g. a Float32Array; got ${kind}`,
  );
};

/** The data's shape against the model's; a column of single values may come flat, as in Keras: `[batch]` for `[batch, 1]`. */
export const fitted = (shape: Sizes, { what, shape: needed, misfit, isOpen }: Expected): Sizes => {
  const found = rowsOf(shape, needed);
  if (found) return found;
  if (isOpen && shape.length > 0) return shape;
  throw new DataError(
    misfit?.(shape) ?? `${what} has shape ${showShape(shape)}, but the model needs ${showBatch(needed)}`,
  );
};

const tensorRows = (tensor: tf.Tensor, expected: Expected): NumberRows => {
  if (tensor.isDisposed) throw new DataError(`${expected.what} is a tensor that has been disposed`);
  if (!['float32', 'int32', 'bool'].includes(tensor.dtype))
    throw new DataError(
      `${expected.what} is a tensor of ${tensor.dtype}; models compute on float32, int32 or bool`,
    );
  const shape = fitted(tensor.shape, expected);
  return {
    count: shape[0]!,
    shape,
    values: () => tensor.dataSync() as unknown as ArrayLike<number>,
    take: (from, to, order) =>
      tf.tidy(() => {
        const rows = order
          ? tf.gather(tensor, tf.tensor1d(order.subarray(from, to), 'int32'))
          : tf.slice(tensor, from, to - from);
        // where there is nothing to do, in Node each of the two is an operation all the same
        const shaped = rows.rank === shape.length ? rows : tf.reshape(rows, [to - from, ...shape.slice(1)]);
        return shaped.dtype === expected.dtype ? shaped : tf.cast(shaped, expected.dtype);
      }),
  };
};

const flatRows = (values: TypedArray, given: Sizes, expected: Expected): NumberRows => {
  const size = countOf(given);
  if (values.length !== size)
    throw new DataError(
      `${expected.what} has ${values.length} values, but its shape ${showShape(given)} holds ${size}`,
    );
  const shape = fitted(given, expected);
  const width = countOf(shape.slice(1));
  const Buffer = expected.dtype === 'int32' ? Int32Array : Float32Array;
  return {
    count: shape[0]!,
    shape,
    values: () => values,
    take: (from, to, order) => {
      const shapeOf = [to - from, ...shape.slice(1)];
      // a batch is looked at and let go; all of the data at once may stay in what a model gives, and is copied
      if (!order && values instanceof Buffer && to - from < shape[0]!)
        return tf.tensor(values.subarray(from * width, to * width), shapeOf, expected.dtype);
      const batch = new Buffer((to - from) * width);
      if (order)
        for (let i = from; i < to; i++) {
          const at = order[i]! * width;
          batch.set(values.subarray(at, at + width), (i - from) * width);
        }
      else batch.set(values.subarray(from * width, to * width));
      return tf.tensor(batch, shapeOf, expected.dtype);
    },
  };
};

const nestedRows = (data: readonly unknown[], expected: Expected): NumberRows => {
  const { what } = expected;
  const shape = nestedShape(data);
  if (shape[0] === 0) throw new DataError(`${what} is empty: there is nothing to compute on`);
  const values = new Float64Array(countOf(shape));
  let at = 0;
  visitNested(data, shape, what, (value, place) => {
    if (typeof value === 'string' && at === 0) throw new DataError(`${what} needs numbers, got strings`);
    if (typeof value !== 'number' && typeof value !== 'boolean')
      throw new DataError(`${place} must be a number, got ${kindOf(value)}`);
    values[at++] = Number(value);
  });
  return flatRows(values, shape, expected);
};

/** The largest number that a float32 holds; what lies half a step beyond it is Infinity there. */
const largest = 3.4028234663852886e38;
const beyond = 3.4028235677973366e38;

/** Whether values are of a kind that holds whole numbers of 32 bits and fewer: nothing is wrong with any of them. */
const areSmallWholes = (values: ArrayLike<number>): boolean =>
  ArrayBuffer.isView(values) && !(values instanceof Float32Array || values instanceof Float64Array);

/**
 * Whether some values may not be numbers that a float32 holds: where the sum is not finite, one of them is not. Four
 * sums at a time, for each addition waits for the one before it, and this runs over all of the data.
 */
const mayNotBeFinite = (values: ArrayLike<number>): boolean => {
  if (areSmallWholes(values)) return false;
  if (!(values instanceof Float32Array)) {
    for (let i = 0; i < values.length; i++) if (!(Math.abs(values[i]!) < beyond)) return true;
    return false;
  }
  const { length } = values;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    a += values[i]!;
    b += values[i + 1]!;
    c += values[i + 2]!;
    d += values[i + 3]!;
  }
  for (; i < length; i++) a += values[i]!;
  return !Number.isFinite(a + b + c + d);
};

/** Refuses NaN, infinities and what becomes one, what does not fit an int32, and indices that are none. */
const checkValues = (rows: NumberRows, { what, dtype, whole, indices }: Expected): void => {
  const values = rows.values();
  const asWhole = dtype === 'int32' && !(values instanceof Int32Array);
  if (!whole && !asWhole && indices === undefined && !mayNotBeFinite(values)) return;
  const width = countOf(rows.shape.slice(1));
  const row = (i: number) => `first in row ${Math.floor(i / width)}`;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) throw new DataError(`${what} holds NaN, ${row(i)}; clean the data first`);
    if (!(Math.abs(value) < beyond))
      throw new DataError(
        `${what} holds ${value}, ${row(i)}; a float32 holds numbers up to ${largest}: clean or scale the data first`,
      );
    if (asWhole && (value > 2147483647 || value < -2147483648))
      throw new DataError(
        `${what} holds ${value}, ${row(i)}, which an int32 does not: it goes from -2147483648 to 2147483647`,
      );
    if (!whole && indices === undefined) continue;
    if (!Number.isInteger(value)) throw new DataError(`${what} needs whole numbers, got ${value}, ${row(i)}`);
    if (indices !== undefined && (value < 0 || value >= indices))
      throw new DataError(
        `${what} needs indices from 0 to ${indices - 1}, for an embedding of ${indices} rows; got ${value}, ${row(i)}`,
      );
  }
};

/** The class of each row of labels: an index, rounded as in Keras, or where the largest of a row of shares is. */
export const classesOf = (labels: NumberRows): readonly number[] => {
  const values = labels.values();
  const width = countOf(labels.shape.slice(1));
  return Array.from({ length: labels.count }, (_, row) => {
    if (width === 1) return rounded(values[row]!);
    let best = 0;
    for (let i = 1; i < width; i++) if (values[row * width + i]! > values[row * width + best]!) best = i;
    return best;
  });
};

/** To the nearest whole number, halves to the even one, as NumPy rounds. */
const rounded = (value: number): number => {
  const below = Math.floor(value);
  const up = value - below > 0.5 || (value - below === 0.5 && below % 2 !== 0);
  return up ? below + 1 : below;
};
