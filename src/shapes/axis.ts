import { isWhole, type SubtractDigits, type ToNumber } from './arithmetic.js';
import type { Dim, Shape } from './shape.js';

/**
 * The place of an axis that may be counted from the end: `Axis<[null, 4, 5], -1>` is `2`. `never` where there is no
 * such axis, `number` where the axis or the rank is not known.
 */
export type Axis<S extends Shape, A extends number> = number extends A | S['length']
  ? number
  : `${A}` extends `-${infer Back}`
    ? ToNumber<SubtractDigits<`${S['length']}`, Back>>
    : `${A}` extends keyof S
      ? A
      : never;

/** Value twin of `Axis`; `undefined` where there is no such axis. */
export const axisOf = (shape: Shape, axis: number): number | undefined => {
  const place = axis < 0 ? shape.length + axis : axis;
  return isWhole(place) && place < shape.length ? place : undefined;
};

/** A shape with the axis at place A replaced: `ReplaceAxis<[null, 4, 5], 1, 9>` is `[null, 9, 5]`. */
export type ReplaceAxis<S extends Shape, A extends number, D> = number extends A
  ? { -readonly [K in keyof S]: S[K] extends number ? number : null }
  : { -readonly [K in keyof S]: K extends `${A}` ? D : S[K] };

/** Value twin of `ReplaceAxis`. */
export const replaceAxis = (shape: Shape, axis: number, dim: Dim): Shape =>
  shape.map((old, place) => (place === axis ? dim : old));
