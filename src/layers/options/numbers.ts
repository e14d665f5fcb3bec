import type { NotCount, NotWhole } from '../../shapes/arithmetic.js';
import type { Size2 } from '../../shapes/window.js';

/**
 * The type of an argument that counts something: N itself, or the sentence for a literal that is no whole number above
 * zero; a wide `number` is checked at run time, by `count`, with the same sentence.
 * `Count<'dense: units', -5>` is `'dense: units must be a whole number above zero, got -5'`.
 */
export type Count<What extends string, N extends number> = `${N}` extends NotCount
  ? `${What} must be a whole number above zero, got ${N}`
  : N;

/** The type of an argument that is a size, or [height, width]: the sentence stands at the one that counts nothing. */
export type Sizes<What extends string, X extends Size2> = [X] extends [number]
  ? `${X}` extends NotCount
    ? `${What} must be a whole number above zero, got ${X}`
    : X
  : { readonly [I in keyof X]: X[I] extends number ? Count<What, X[I]> : X[I] };

/** The type of an argument that is a whole number, zero or more, as `Count`. */
export type Whole<What extends string, N extends number> = `${N}` extends NotWhole
  ? `${What} must be a whole number, zero or more, got ${N}`
  : N;
