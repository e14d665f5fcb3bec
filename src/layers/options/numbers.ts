import { isWhole } from '../../shapes/arithmetic.js';
import type { IsWhole } from '../../shapes/arithmetic.js';

/**
 * The sentence for a count that is no whole number above zero, or `unknown`; a wide `number` is checked at run time.
 * `NotPositive<'dense', 'units', -5>` is `'dense: units must be a whole number above zero, got -5'`.
 */
export type NotPositive<L extends string, Option extends string, N extends number> = number extends N
  ? unknown
  : N extends 0
    ? NotPositiveSentence<L, Option, N>
    : IsWhole<N> extends true
      ? unknown
      : NotPositiveSentence<L, Option, N>;

type NotPositiveSentence<
  L extends string,
  Option extends string,
  N extends number,
> = `${L}: ${Option} must be a whole number above zero, got ${N}`;

/** Value twin of `NotPositive`: the number, or the sentence thrown. */
export const positive = (layer: string, option: string, value: unknown): number => {
  if (isWhole(value) && value > 0) return value;
  throw new TypeError(`${layer}: ${option} must be a whole number above zero, got ${String(value)}`);
};
