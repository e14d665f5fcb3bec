import { isWhole, type NotCount, type NotWhole } from '../../shapes/arithmetic.js';
import type { Size2 } from '../../shapes/window.js';

/**
 * The type of an argument that counts something: N itself, or the sentence for a literal that is no whole number above
 * zero; a wide `number` is checked at run time.
 * `Count<'dense: units', -5>` is `'dense: units must be a whole number above zero, got -5'`.
 */
export type Count<What extends string, N extends number> = `${N}` extends NotCount
  ? `${What} must be a whole number above zero, got ${N}`
  : N;

/** Value twin of `Count`: the number, or the sentence thrown. */
export const positive = (layer: string, option: string, value: unknown): number => {
  if (isWhole(value) && value > 0) return value;
  throw new TypeError(
    `${layer}: ${option} must be a whole number above zero, got ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`,
  );
};

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

/** A number of zero or more, or an error that names the option. */
export const notNegative = (layer: string, option: string, value: number): number => {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new TypeError(
    `${layer}: ${option} must be a number of zero or more, got ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`,
  );
};
