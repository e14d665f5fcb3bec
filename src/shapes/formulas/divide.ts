import { type Pieces, pieces } from './pieces.js';
import type { DivideSigned } from './signed.js';
import {
  type Joined,
  type Plus,
  type Scale,
  type Sum,
  type SumValue,
  type Term,
  type Times,
  plus,
  scale,
  times,
} from './sum.js';

/**
 * A sum divided by another where nothing is left, by long division: `64*time - 128` by `64` is `time - 2`; else, or
 * past nine steps, `undefined`. A divisor that begins below zero is not tried.
 */
export type Divide<
  A extends Sum,
  B extends Sum,
  Steps extends readonly unknown[] = [],
  Quotient extends Sum = [],
> = A extends readonly [infer First extends Term, ...Sum]
  ? [Steps['length'], B[0] & Term] extends [9, unknown] | [unknown, readonly [`-${string}`, string]]
    ? undefined
    : Ratio<First, B[0] & Term> extends infer T extends Term
      ? Divide<Plus<A, Scale<Times<[T], B>, '-1'>>, B, [...Steps, 0], Plus<Quotient, [T]>>
      : undefined
  : Quotient;

/** Value twin of `Divide`. */
export const divide = (a: SumValue, b: SumValue): SumValue | undefined => {
  let left = a;
  let quotient: SumValue = [];
  const by = b[0];
  for (let steps = 0; left[0]; steps++) {
    if (steps === 9 || !by || by.times < 0 || left[0].times % by.times !== 0) return undefined;
    const of = without(left[0].of, by.of);
    if (of === undefined) return undefined;
    const next = [{ times: left[0].times / by.times, of }];
    left = plus(left, scale(times(next, b), -1));
    quotient = plus(quotient, next);
  }
  return quotient;
};

type Ratio<A extends Term, B extends Term> =
  DivideSigned<A[0], B[0]> extends [infer Q extends string, '0']
    ? A[1] extends B[1]
      ? [Q, '']
      : B[1] extends ''
        ? [Q, A[1]]
        : Without<Pieces<A[1], '*'>, Pieces<B[1], '*'>> extends infer M extends string
          ? [Q, M]
          : undefined
    : undefined;

/** The factors of a product without some: `Without<['h', 'w'], ['h']>` is `['w']`; `undefined` where one is missing. */
type Without<
  A extends readonly string[],
  B extends readonly string[],
  Done extends readonly string[] = [],
> = B extends readonly [infer b extends string, ...infer Bs extends readonly string[]]
  ? A extends readonly [infer a extends string, ...infer As extends readonly string[]]
    ? a extends b
      ? Without<As, Bs, Done>
      : Without<As, B, [...Done, a]>
    : undefined
  : Joined<[...Done, ...A]>;

const without = (a: string, b: string): string | undefined => {
  if (b === '') return a;
  const left = [...pieces(a, '*')];
  for (const piece of pieces(b, '*')) {
    const at = left.indexOf(piece);
    if (at < 0) return undefined;
    left.splice(at, 1);
  }
  return left.join('*');
};
