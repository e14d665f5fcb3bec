// What an operation of keras.ops is here: its parameters, the shape that it gives, and how it is computed.
import type * as tf from '@tensorflow/tfjs-core';
import { axisOf as placeOf } from '../../shapes/axis.js';
import type { Shape } from '../../shapes/shape.js';

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
  /**
   * The shape of its output, or of each of several; the batch may be among the axes that it takes away. `name` is what it is
   * called here: `broadcastTo`.
   */
  readonly shape: (given: Arguments, name: string) => Shape | readonly Shape[];
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

/** An axis of a tensor that is there, counted from the first one. */
export const axisOf = (axis: unknown, rank: number): number => {
  const found = placeOf(
    Array.from({ length: rank }, () => null),
    axisIn(axis, -1),
  );
  if (found === undefined) throw cannot(`it has axis ${String(axis)}, of ${rank} axes`);
  return found;
};

/** Axes of a tensor that is there, by their places: one, several, or all where none is said. */
export const axesOf = (axis: unknown, rank: number): number[] => {
  const all = Array.from({ length: rank }, (_, i) => i);
  if (axis === undefined || axis === null) return all;
  return [axis].flat().map((each) => axisOf(each, rank));
};

/** The axis that was given, of the kind that the shapes are told; `fallback` where none was. */
export const axisIn = (axis: unknown, fallback: number): number => {
  if (axis === undefined || axis === null) return fallback;
  if (typeof axis === 'number') return axis;
  throw cannot('its axis should be a whole number');
};

/** Several axes that were given, or `null` for all. */
export const axesIn = (axis: unknown): number | readonly number[] | null => {
  if (axis === undefined || axis === null) return null;
  return Array.isArray(axis) ? axis.map((each) => axisIn(each, 0)) : axisIn(axis, 0);
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
