// The arguments of an operation as data: tensors by their places, arrays, slices, and plain values.
import * as tf from '@tensorflow/tfjs-core';
import { isPlain } from '../errors/show.js';
import type { AnyTensor } from '../graph/symbolic-tensor.js';
import type { Arguments, Sized } from './computed/definition.js';

/** The arguments of an operation, and the tensors that stand in them by their places: `{ x: { tensor: 0 }, axis: 1 }`. */
export interface WrittenArguments {
  readonly values: Readonly<Record<string, unknown>>;
  readonly tensors: readonly AnyTensor[];
}

/** An array among the arguments. */
export interface Constant {
  readonly constant: {
    readonly shape: readonly number[];
    readonly values: readonly number[];
    readonly dtype: string;
  };
}

export const isConstant = (given: unknown): given is Constant => isPlain(given) && isPlain(given['constant']);

/** The arguments with what stands at the places of tensors, and arrays as `constant` makes them. */
const filled = (
  values: Readonly<Record<string, unknown>>,
  tensor: (place: number) => unknown,
  constant: (of: Constant['constant']) => unknown,
): Readonly<Record<string, unknown>> => {
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fill);
    if (isConstant(value)) return constant(value.constant);
    return isPlain(value) && typeof value['tensor'] === 'number' ? tensor(value['tensor']) : value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fill(value)]));
};

/** The arguments with tensors of some shapes. */
export const sizedArguments = (
  values: Readonly<Record<string, unknown>>,
  shapes: readonly Sized[],
): Arguments =>
  filled(
    values,
    (place) => shapes[place],
    ({ shape }) => ({ shape }),
  );

/** The arguments with tensors that are there. */
export const liveArguments = (
  values: Readonly<Record<string, unknown>>,
  tensors: readonly tf.Tensor[],
): Arguments =>
  filled(
    values,
    (place) => tensors[place],
    ({ shape, values: numbers, dtype }) => tf.tensor([...numbers], [...shape], dtype as 'float32'),
  );
