// Formulas in print, and read again.
import type { SubtractDigits, ToNumber } from '../arithmetic.js';
import { type Pieces, pieces } from './pieces.js';
import { type Sum, type SumValue, type Term, type TermValue, constant } from './sum.js';
import type { Size } from '../shape.js';

/** A term in print: `Bare<['3', 'h']>` is `'3*h'`. */
export type Bare<T extends Term> = T[1] extends '' ? T[0] : T[0] extends '1' ? T[1] : `${T[0]}*${T[1]}`;

/** Value twin of `Bare`. */
export const bare = ({ times, of }: TermValue): string =>
  of === '' ? String(times) : times === 1 ? of : `${times}*${of}`;

/** What a floor divides, and by what: `Inside<'ceil(n/3)'>` is `[[['1', 'n'], ['2', '']], '3']`. */
export type Inside<A extends string> = A extends `floor(${infer F})`
  ? Fraction<F>
  : A extends `ceil(${infer F})`
    ? Fraction<F> extends [infer S extends Sum, infer D extends string]
      ? [[...S, [SubtractDigits<D, '1'>, '']], D]
      : never
    : never;

/** Value twin of `Inside`. */
export const inside = (atom: string): readonly [SumValue, number] => {
  const fraction = atom.slice(atom.indexOf('(') + 1, -1);
  const slash = fraction.lastIndexOf('/');
  const [above, by] = [fraction.slice(0, slash), Number(fraction.slice(slash + 1))];
  const sum = (above.startsWith('(') ? pieces(above.slice(1, -1), '+') : [above]).map((term) =>
    termOf(term, 1),
  );
  return [atom.startsWith('ceil') ? [...sum, { times: by - 1, of: '' }] : sum, by];
};

type Fraction<F extends string, Above extends string = ''> = F extends `${infer A}/${infer B}`
  ? Fraction<B, `${Above}${Above extends '' ? '' : '/'}${A}`>
  : [Above extends `(${infer S})` ? TermsOf<Pieces<S, '+'>> : [TermOf<Above>], F];

type TermsOf<P extends readonly string[]> = { [I in keyof P]: TermOf<P[I]> };

/** A term read: `TermOf<'3*h', '-'>` is `['-3', 'h']`. */
type TermOf<T extends string, Sign extends '' | '-' = ''> = T extends `${bigint}`
  ? [`${Sign}${T}`, '']
  : T extends `${infer C extends bigint}*${infer M}`
    ? [`${Sign}${C}`, M]
    : T extends `-${infer P}`
      ? TermOf<P, '-'>
      : [`${Sign}1`, T];

/** Value twin of `TermOf`. */
const termOf = (text: string, sign: 1 | -1): TermValue => {
  const [, minus, coefficient, of] = /^(-?)(?:(\d+)(?:\*|$))?(.*)$/.exec(text)!;
  return { times: (minus ? -1 : sign) * Number(coefficient ?? 1), of: of! };
};

/** A formula read: `Parse<'time - 2'>` is `[['1', 'time'], ['-2', '']]`. */
export type Parse<
  E extends string,
  Sign extends '' | '-' = '',
  Done extends Sum = [],
> = E extends `${infer Head} ${infer Op} ${infer Rest}`
  ? Parse<Rest, Op extends '-' ? Op : '', [...Done, TermOf<Head, Sign>]>
  : [...Done, TermOf<E, Sign>];

/** Value twin of `Parse`. */
export const parse = (formula: string): SumValue => {
  const [first, ...rest] = formula.split(' ');
  const terms = [termOf(first!, 1)];
  for (let i = 0; i + 1 < rest.length; i += 2) terms.push(termOf(rest[i + 1]!, rest[i] === '-' ? -1 : 1));
  return terms;
};

/** A sum in print: `Print<[['1', 'time'], ['-2', '']]>` is `'time - 2'`. */
type Print<S extends Sum, Done extends string = ''> = S extends readonly [
  readonly [infer C extends string, infer M extends string],
  ...infer Rest extends Sum,
]
  ? Print<
      Rest,
      C extends `-${infer c}`
        ? `${Done}${Done extends '' ? '-' : ' - '}${Bare<[c, M]>}`
        : `${Done}${Done extends '' ? '' : ' + '}${Bare<[C, M]>}`
    >
  : Done;

/** The size that a sum is: a number where it has no name, else the formula in print. */
export type SizeOfSum<S extends Sum> = S extends readonly []
  ? 0
  : S extends readonly [readonly [infer C, '']]
    ? ToNumber<C>
    : Print<S>;

/** Value twin of `SizeOfSum`. */
export const sizeOfSum = (sum: SumValue): number | string => {
  if (sum.every(({ of }) => of === '')) return sum[0]?.times ?? 0;
  return sum
    .map((term, i) => {
      const text = bare({ ...term, times: Math.abs(term.times) });
      return i === 0 ? `${term.times < 0 ? '-' : ''}${text}` : `${term.times < 0 ? '-' : '+'} ${text}`;
    })
    .join(' ');
};

/** A size as a sum: `SumOf<80>` is `[['80', '']]`. */
export type SumOf<N extends Size> = N extends string ? Parse<N> : N extends 0 ? [] : [[`${N}`, '']];

/** Value twin of `SumOf`. */
export const sumOf = (n: Size): SumValue => (typeof n === 'number' ? constant(n) : parse(n));
