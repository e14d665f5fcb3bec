// Whole-number formulas over names, as sums of products: on types over strings, on values over small objects.
// Canonical, so that two ways to one size end in one formula.
import { pieces, type Pieces } from './pieces.js';
import type { AddSigned, TimesSigned } from './signed.js';

/**
 * A term: a coefficient (a decimal string, perhaps after '-') and the product it counts; a constant counts ''.
 * `['-2', 'h*w']` is -2·h·w.
 */
export type Term = readonly [string, string];

/** Value twin of `Term`. */
export interface TermValue {
  readonly times: number;
  readonly of: string;
}

/** A sum: terms in the order of their products, none of them zero, the constant last. */
export type Sum = readonly Term[];

/** Value twin of `Sum`. */
export type SumValue = readonly TermValue[];

/** A sum that is a number. */
export const constant = (n: number): SumValue => (n === 0 ? [] : [{ times: n, of: '' }]);

/** The characters of products in their order. */
type Order = '()*+/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';

/** Whether product A stands before another, B: by their characters, the longer first where one begins the other. */
export type Before<A extends string, B extends string> = A extends `${infer a}${infer As}`
  ? B extends `${infer b}${infer Bs}`
    ? a extends b
      ? Before<As, Bs>
      : Order extends `${string}${a}${string}${b}${string}`
        ? true
        : false
    : true
  : false;

/** Value twin of `Before`. */
export const before = (a: string, b: string): boolean => a.startsWith(b) || (!b.startsWith(a) && a < b);

/** The sum of two sums, term by term. */
export type Plus<A extends Sum, B extends Sum, Done extends Sum = []> = A extends readonly [
  readonly [infer C extends string, infer M extends string],
  ...infer As extends Sum,
]
  ? B extends readonly [readonly [infer D extends string, infer N extends string], ...infer Bs extends Sum]
    ? M extends N
      ? AddSigned<C, D> extends infer E extends string
        ? Plus<As, Bs, E extends '0' ? Done : [...Done, [E, M]]>
        : never
      : Before<M, N> extends true
        ? Plus<As, B, [...Done, [C, M]]>
        : Plus<A, Bs, [...Done, [D, N]]>
    : [...Done, ...A]
  : [...Done, ...B];

/** Value twin of `Plus`. */
export const plus = (a: SumValue, b: SumValue): SumValue => {
  const total = new Map<string, number>();
  for (const { times, of } of [...a, ...b]) total.set(of, (total.get(of) ?? 0) + times);
  return [...total]
    .filter(([, times]) => times !== 0)
    .sort(([x], [y]) => (before(x, y) ? -1 : 1))
    .map(([of, times]) => ({ times, of }));
};

/** Every term times a number that is not zero. */
export type Scale<S extends Sum, K extends string> = K extends '1'
  ? S
  : { readonly [I in keyof S]: readonly [TimesSigned<S[I][0], K>, S[I][1]] };

/** Value twin of `Scale`. */
export const scale = (sum: SumValue, by: number): SumValue =>
  sum.map(({ times, of }) => ({ times: times * by, of }));

export type Joined<P extends readonly string[], Done extends string = ''> = P extends readonly [
  infer Head extends string,
  ...infer Rest extends readonly string[],
]
  ? Joined<Rest, Done extends '' ? Head : `${Done}*${Head}`>
  : Done;

type Merge<
  A extends readonly string[],
  B extends readonly string[],
  Done extends readonly string[] = [],
> = A extends readonly [infer a extends string, ...infer As extends readonly string[]]
  ? B extends readonly [infer b extends string, ...infer Bs extends readonly string[]]
    ? Before<a, b> extends true
      ? Merge<As, B, [...Done, a]>
      : Merge<A, Bs, [...Done, b]>
    : [...Done, ...A]
  : [...Done, ...B];

/** The product of two products, its factors in order: `Factors<'w', 'h'>` is `'h*w'`. */
type Factors<M extends string, N extends string> = M extends ''
  ? N
  : N extends ''
    ? M
    : Joined<Merge<Pieces<M, '*'>, Pieces<N, '*'>>>;

/** Value twin of `Factors`. */
const factors = (a: string, b: string): string =>
  a === '' || b === ''
    ? a + b
    : [...pieces(a, '*'), ...pieces(b, '*')].sort((x, y) => (x === y ? 0 : before(x, y) ? -1 : 1)).join('*');

type TimesTerm<
  C extends string,
  M extends string,
  S extends Sum,
  Done extends Sum = [],
> = S extends readonly [readonly [infer D extends string, infer N extends string], ...infer Rest extends Sum]
  ? TimesTerm<C, M, Rest, Plus<Done, [[TimesSigned<C, D>, Factors<M, N>]]>>
  : Done;

/** The product of two sums, written out: `(h - 2)·w` is `h*w - 2*w`. */
export type Times<A extends Sum, B extends Sum, Done extends Sum = []> = A extends readonly [
  readonly [infer C extends string, infer M extends string],
  ...infer Rest extends Sum,
]
  ? Times<Rest, B, Plus<Done, M extends '' ? Scale<B, C> : TimesTerm<C, M, B>>>
  : Done;

/** Value twin of `Times`. */
export const times = (a: SumValue, b: SumValue): SumValue =>
  a.reduce<SumValue>(
    (total, x) =>
      plus(
        total,
        b.map((y) => ({ times: x.times * y.times, of: factors(x.of, y.of) })),
      ),
    [],
  );
