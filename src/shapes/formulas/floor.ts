import type { AddDigits, MultiplyDigits, QuotientDigits, RemainderDigits } from '../arithmetic.js';
import { pieces, type Pieces } from './pieces.js';
import type { DivideSigned } from './signed.js';
import {
  type Plus,
  type Scale,
  type Sum,
  type SumValue,
  type Term,
  type TermValue,
  plus,
  scale,
} from './sum.js';
import { bare, inside, type Bare, type Inside } from './text.js';

type Gcd<A extends string, B extends string> = B extends '0' ? A : Gcd<B, RemainderDigits<A, B>>;

/** What divides D and the coefficient of every name. */
type Common<S extends Sum, D extends string> = D extends '1'
  ? '1'
  : S extends readonly [readonly [infer C extends string, infer M extends string], ...infer Rest extends Sum]
    ? M extends ''
      ? D
      : Common<Rest, C extends '1' ? '1' : Gcd<D, C>>
    : D;

type Shrink<S extends Sum, G extends string, Done extends Sum = []> = S extends readonly [
  readonly [infer C extends string, infer M extends string],
  ...infer Rest extends Sum,
]
  ? QuotientDigits<C, G> extends infer Q extends string
    ? Shrink<Rest, G, Q extends '0' ? Done : [...Done, [Q, M]]>
    : never
  : Done;

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** A sum divided by D, a number above one, and rounded down: what divides evenly comes out, the rest is one floor. */
export type Floor<
  S extends Sum,
  D extends string,
  Out extends Sum = [],
  Left extends Sum = [],
> = S extends readonly [readonly [infer C extends string, infer M extends string], ...infer Rest extends Sum]
  ? DivideSigned<C, D> extends [infer Q extends string, infer R extends string]
    ? Floor<Rest, D, Q extends '0' ? Out : [...Out, [Q, M]], R extends '0' ? Left : [...Left, [R, M]]>
    : never
  : Left extends readonly [] | readonly [readonly [string, '']]
    ? Out
    : Common<Left, D> extends infer G extends string
      ? G extends '1'
        ? Nested<Out, Left, D>
        : Nested<Out, Shrink<Left, G>, QuotientDigits<D, G>>
      : never;

/** Value twin of `Floor`. */
export const floor = (sum: SumValue, by: number): SumValue => {
  const out: TermValue[] = [];
  const left: TermValue[] = [];
  for (const { times, of } of sum) {
    const quotient = Math.floor(times / by);
    const rest = times - quotient * by;
    if (quotient !== 0) out.push({ times: quotient, of });
    if (rest !== 0) left.push({ times: rest, of });
  }
  if (left.every(({ of }) => of === '')) return out;
  const common = left.reduce((g, { times, of }) => (of === '' ? g : gcd(g, times)), by);
  const shrunk = left
    .map(({ times, of }) => ({ times: Math.floor(times / common), of }))
    .filter(({ times }) => times !== 0);
  return plus(out, nested(shrunk, by / common));
};

/** A floor that stands alone in a floor goes up in it: floor((floor(n/2)+1)/3) is floor((n+2)/6). */
type Nested<Out extends Sum, Left extends Sum, D extends string> =
  Alone<Left> extends [infer Inner extends Sum, infer E extends string, infer Others extends Sum]
    ? Plus<Out, Floor<Plus<Inner, Scale<Others, E>>, MultiplyDigits<D, E>>>
    : Plus<Out, [['1', Atom<Left, D>]]>;

/** Value twin of `Nested`. */
const nested = (left: SumValue, by: number): SumValue => {
  const floors = left.filter(({ of }) => of.includes('('));
  const [only] = floors;
  if (!only || floors.length > 1 || only.times !== 1 || pieces(only.of, '*').length > 1)
    return [{ times: 1, of: atom(left, by) }];
  const [inner, inBy] = inside(only.of);
  const others = left.filter((term) => term !== only);
  return floor(plus(inner, scale(others, inBy)), by * inBy);
};

/** The only floor of a sum, if it is one and counts once: [what it divides, by what, the sum's other terms]. */
type Alone<S extends Sum, Others extends Sum = [], Found extends string = ''> = S extends readonly [
  readonly [infer C extends string, infer M extends string],
  ...infer Rest extends Sum,
]
  ? M extends `${string}(${string}`
    ? [C, Found, Pieces<M, '*'>['length']] extends ['1', '', 1]
      ? Alone<Rest, Others, M>
      : undefined
    : Alone<Rest, [...Others, [C, M]], Found>
  : Found extends ''
    ? undefined
    : Inside<Found> extends [infer Inner extends Sum, infer E extends string]
      ? [Inner, E, Others]
      : never;

/** A floor in print: `floor((n+1)/3)`, and `ceil(n/3)` for `floor((n+2)/3)`. */
type Atom<S extends Sum, D extends string> = S extends readonly [
  ...infer Names extends Sum,
  readonly [infer C extends string, ''],
]
  ? AddDigits<C, '1'> extends D
    ? `ceil(${Tight<Names>}/${D})`
    : `floor(${Tight<S>}/${D})`
  : `floor(${Tight<S>}/${D})`;

/** Value twin of `Atom`. */
export const atom = (sum: SumValue, by: number): string => {
  const last = sum.at(-1)!;
  const up = last.of === '' && last.times === by - 1;
  const terms = (up ? sum.slice(0, -1) : sum).map(bare);
  return `${up ? 'ceil' : 'floor'}(${terms.length === 1 ? terms[0] : `(${terms.join('+')})`}/${by})`;
};

/** A sum in print without spaces, in parentheses where it is more than one term: what stands in a floor. */
type Tight<S extends Sum> = S extends readonly [infer One extends Term] ? Bare<One> : `(${TightTerms<S>})`;

type TightTerms<S extends Sum, Done extends string = ''> = S extends readonly [
  infer Head extends Term,
  ...infer Rest extends Sum,
]
  ? TightTerms<Rest, Done extends '' ? Bare<Head> : `${Done}+${Bare<Head>}`>
  : Done;
