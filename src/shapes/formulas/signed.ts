// Whole numbers that may be below zero, as decimal strings.
import type { AddDigits, DivideDigits, MultiplyDigits, SubtractDigits } from '../arithmetic.js';

type Negative<A extends string> = A extends '0' ? A : `-${A}`;

/** The difference of two decimal strings, below zero too: `Minus<'3', '10'>` is `'-7'`. */
export type Minus<A extends string, B extends string> = [SubtractDigits<A, B>] extends [
  infer D extends string,
]
  ? [D] extends [never]
    ? `-${SubtractDigits<B, A>}`
    : D
  : never;

/** The sum of two signed decimal strings: `AddSigned<'3', '-10'>` is `'-7'`. */
export type AddSigned<A extends string, B extends string> = A extends `-${infer a}`
  ? B extends `-${infer b}`
    ? `-${AddDigits<a, b>}`
    : Minus<B, a>
  : B extends `-${infer b}`
    ? Minus<A, b>
    : AddDigits<A, B>;

export type TimesSigned<A extends string, B extends string> = A extends `-${infer a}`
  ? B extends `-${infer b}`
    ? MultiplyDigits<a, b>
    : Negative<MultiplyDigits<a, B>>
  : B extends `-${infer b}`
    ? Negative<MultiplyDigits<A, b>>
    : MultiplyDigits<A, B>;

/** Quotient, rounded down, and remainder, zero or more: `DivideSigned<'-3', '2'>` is `['-2', '1']`. */
export type DivideSigned<A extends string, D extends string> = A extends '1'
  ? D extends '1'
    ? ['1', '0']
    : ['0', '1']
  : A extends `-${infer a}`
    ? DivideDigits<a, D> extends [infer Q extends string, infer R extends string]
      ? R extends '0'
        ? [Negative<Q>, '0']
        : [`-${AddDigits<Q, '1'>}`, SubtractDigits<D, R>]
      : never
    : DivideDigits<A, D>;
