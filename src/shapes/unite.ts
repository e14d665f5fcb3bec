import type { Shape } from './shape.js';

/** A size that two axes have in common; `number`, or `null` where one of them is no number, where they disagree. */
type UniteDim<A, B> = [A, B] extends [B, A] ? A : [A | B] extends [number] ? number : null;

/**
 * What two shapes have in common, the rest unknown: `Unite<[null, 44, 44, 9], [null, 88, 88, 9]>` is
 * `[null, number, number, 9]`. Shapes of different ranks have nothing in common.
 */
export type Unite<A extends Shape, B extends Shape> = number extends A['length'] | B['length']
  ? Shape
  : A['length'] extends B['length']
    ? { -readonly [K in keyof A]: K extends keyof B ? UniteDim<A[K], B[K]> : never }
    : Shape;
