// What an operation of keras.ops is here: its parameters, the shape that it gives, and how it is computed.
import type * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '../../../shapes/shape.js';

/** A value that has a shape: a tensor that is there, or one of which no more is known. */
export interface Sized {
  readonly shape: Shape;
}

/** The arguments of an operation by the names of its parameters: tensors, lists of them, and plain values. */
export type Arguments = Readonly<Record<string, unknown>>;

/** An operation. */
export interface OperationDefinition {
  /** Where Keras has its class: `numpy` of `keras.src.ops.numpy`. */
  readonly module: string;
  /** What its class is made with. */
  readonly made: readonly string[];
  /** What it is called with. */
  readonly called: readonly string[];
  /** The shape of its output, or of several; the batch may be among the axes that it takes away. */
  readonly shape: (given: Arguments) => Shape | readonly Shape[];
  readonly call: (given: Arguments) => tf.Tensor | readonly tf.Tensor[];
}

/** What an operation cannot be here, in a sentence. */
export const cannot = (why: string): TypeError => new TypeError(why);

export const isSized = (given: unknown): given is Sized =>
  typeof given === 'object' && given !== null && Array.isArray((given as { shape?: unknown }).shape);

/** The shape of a tensor, or of a number, which has none. */
export const shapeOf = (given: unknown): Shape => {
  if (isSized(given)) return given.shape;
  if (typeof given === 'number' || typeof given === 'boolean') return [];
  throw cannot('it is not on tensors and numbers alone');
};

/** A size, or null where it is open. */
export const sizeOf = (dim: unknown): number | null => (typeof dim === 'number' ? dim : null);

/** An axis counted from the first one. */
export const axisOf = (axis: unknown, rank: number): number => {
  const found = typeof axis === 'number' && Number.isInteger(axis) ? (axis < 0 ? axis + rank : axis) : -1;
  if (found < 0 || found >= rank)
    throw cannot(
      typeof axis === 'number' ? `it has axis ${axis}, of ${rank} axes` : 'its axis should be a whole number',
    );
  return found;
};

/** Axes as a list, counted from the first one: one, several, or all where none is said. */
export const axesOf = (axis: unknown, rank: number): readonly number[] => {
  if (axis === undefined || axis === null) return Array.from({ length: rank }, (_, i) => i);
  return [axis].flat().map((each) => axisOf(each, rank));
};

/** A whole number among the arguments. */
export const wholeOf = (given: unknown, what: string): number => {
  if (typeof given === 'number' && Number.isSafeInteger(given)) return given;
  throw cannot(`its ${what} should be a whole number`);
};

/** Several of them. */
export const wholesOf = (given: unknown, what: string): readonly number[] => {
  if (!Array.isArray(given)) throw cannot(`its ${what} should be whole numbers`);
  return given.map((each) => wholeOf(each, what));
};

/** The shape of two that are spread over each other. */
export const spread = (a: Shape, b: Shape): Shape => {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [x, y] = [a, b].map((shape) => {
      const at = i - (rank - shape.length);
      return at < 0 ? 1 : sizeOf(shape[at]);
    }) as [number | null, number | null];
    if (x === 1) return y;
    if (y === 1 || x === y) return x;
    if (x === null || y === null) return x ?? y;
    throw cannot(`tensors of ${x} and ${y} along one axis do not fit`);
  });
};
