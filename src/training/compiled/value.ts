import type { Block, Place } from './room.js';

/** The loss's gradient by a value: where it stands, once something on the way back has asked. */
export interface Slope {
  block: Block | undefined;
}

/** Which steps are there: a float for each, 1 or 0, `[batch, steps]`. */
export interface StepMask {
  readonly place: Place;
  readonly steps: number;
}

/** What a tensor of the graph is in the heap: floats, or integers, row by row. */
export interface Value {
  readonly shape: readonly number[];
  readonly size: number;
  readonly place: Place;
  /** Whether its numbers are integers of 32 bits. */
  readonly isInteger: boolean;
  /** Not there where no gradient is wanted. */
  readonly slope: Slope | undefined;
  /** Where some of its steps are padding. */
  readonly mask?: StepMask | undefined;
}

/** How many numbers a shape holds. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((all, axis) => all * axis, 1);

/** The same numbers under another shape. */
export const reshaped = (value: Value, shape: readonly number[]): Value => ({ ...value, shape });

/** A value's rows: everything before the last axis, and the length of that. */
export const rowsOf = ({ shape, size }: Value): { readonly rows: number; readonly columns: number } => {
  const columns = shape.at(-1) ?? 1;
  return { rows: columns === 0 ? 0 : size / columns, columns };
};
