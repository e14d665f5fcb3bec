import type { FloorDivide, Remainder } from './arithmetic.js';
import { namedQuotient, type NamedQuotient } from './formulas/quotient.js';
import { sumOf, type SumOf } from './formulas/text.js';
import type { Dim } from './shape.js';

/** Half of a size, `null` where that is not known, `undefined` where it is odd: `Half<'2*time'>` is `'time'`. */
export type Half<D> = D extends number
  ? number extends D
    ? number
    : Remainder<D, 2> extends 0
      ? FloorDivide<D, 2>
      : undefined
  : D extends string
    ? string extends D
      ? null
      : NamedQuotient<SumOf<D>, [['2', '']]>
    : null;

/** Value twin of `Half`. */
export const half = (dim: Dim): Dim | undefined => {
  if (typeof dim === 'number') return dim % 2 === 0 ? dim / 2 : undefined;
  return dim === null ? null : namedQuotient(sumOf(dim), sumOf(2));
};
