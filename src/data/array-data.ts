// Numbers as these functions take and give them: an array with its shape.
import { show } from '../errors/show.js';
import { isWhole } from '../shapes/arithmetic.js';
import { showShape, type Shape } from '../shapes/shape.js';
import { countOf, type Sizes } from '../shapes/sizes.js';
import type { NestedNumbers } from '../tfjs/tensor.js';
import { DataError } from '../training/data/data-error.js';
import type { ShapedValues, TensorLike, TypedArray } from '../training/data/data.js';
import { kindOf, nestedShape, visitNested } from '../training/data/nested.js';
import { isReadable } from '../training/data/rows.js';

/** Numbers of some shape: nested arrays, a typed array, a tensor, or `{ values, shape }`. */
export type ArrayData = readonly NestedNumbers[] | NestedRows | TypedArray | ShapedValues | TensorLike;
type NestedRows = readonly (NestedRows | number | TypedArray)[];

/** Numbers of 32 bits with their shape: what `fit` takes. */
export interface Floats<S extends Shape> extends ShapedValues<S> {
  readonly values: Float32Array;
}

/** Whole numbers with their shape. */
export interface Ints<S extends Shape> extends ShapedValues<S> {
  readonly values: Int32Array;
}

/** Texts with their shape. */
export interface Texts<S extends Shape> {
  readonly values: readonly string[];
  readonly shape: S;
}

/** What is said where something else stands. */
export const needsArray = 'numbers in nested arrays, a typed array, a tensor, or { values, shape }';

/** Numbers as they are read: flat, with the sizes of their axes. */
export interface ReadArray {
  readonly values: ArrayLike<number>;
  readonly shape: Sizes;
}

/** Data as flat numbers with a shape; `what` names it in errors. */
export const readArray = (what: string, data: unknown): ReadArray => {
  const refuse = (): never => {
    throw new DataError(`${what} must be ${needsArray}; got ${show(data)}`);
  };
  if (typeof data !== 'object' || data === null || !isReadable(data)) return refuse();
  if ('dataSync' in data) {
    const tensor = data as TensorLike & { readonly isDisposed?: boolean };
    if (tensor.isDisposed === true) throw new DataError(`${what} is a tensor that has been disposed`);
    if (!['float32', 'int32', 'bool'].includes(tensor.dtype)) return refuse();
    return { values: tensor.dataSync() as ArrayLike<number>, shape: tensor.shape };
  }
  if (Array.isArray(data)) return nested(what, data);
  if (isNumbers(data)) return { values: data, shape: [data.length] };
  const [values, shape] = partsOf(data);
  if (!Array.isArray(shape) || !shape.every(isWhole) || !isNumbers(values)) return refuse();
  if (values.length !== countOf(shape))
    throw new DataError(`${what} has ${values.length} values, but its shape ${showShape(shape)} holds ${countOf(shape)}`); // prettier-ignore
  return { values, shape };
};

/** The parts of `{ values, shape }`; of a proxy that throws, none. */
const partsOf = (data: object): readonly [values: unknown, shape: unknown] => {
  try {
    const { values, shape } = data as { readonly values?: unknown; readonly shape?: unknown };
    return [values, shape];
  } catch {
    return [undefined, undefined];
  }
};

const isNumbers = (values: unknown): values is TypedArray =>
  ArrayBuffer.isView(values) && !/^(BigInt64|BigUint64|DataView)/.test(values.constructor.name);

const nested = (what: string, data: readonly unknown[]): ReadArray => {
  const shape = nestedShape(data);
  const values = new Float64Array(sizeOf(what, shape));
  let at = 0;
  visitNested(data, shape, what, (value, place) => {
    if (typeof value !== 'number' && typeof value !== 'boolean')
      throw new DataError(`${place} must be a number, got ${kindOf(value)}`);
    values[at++] = Number(value);
  });
  return { values, shape };
};

/** More numbers than these (2 GiB of them) are refused before memory is taken for them. */
const most = 2 ** 29;

/** How many numbers a shape holds. */
export const sizeOf = (what: string, shape: Sizes): number => {
  const size = countOf(shape);
  if (size <= most) return size;
  throw new DataError(`${what}: ${showShape(shape)} would be ${size} numbers; ${most} are the most`);
};

/** Data that has a row or more. */
export const readRows = (what: string, data: unknown): ReadArray => {
  const read = readArray(what, data);
  if (read.values.length === 0) throw new DataError(`${what} is empty`);
  return read;
};

/** Refuses what is no whole number, zero or more; says which row it stands in. */
export const checkClasses = (what: string, { values, shape }: ReadArray): void => {
  const width = countOf(shape.slice(1));
  for (let i = 0; i < values.length; i++)
    if (!isWhole(values[i]))
      throw new DataError(
        `${what} must be classes, whole numbers from 0 on; got ${values[i]}, first in row ${Math.floor(i / width)}`,
      );
};
