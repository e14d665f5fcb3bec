import { type Parts, type PartsOfBoth, type Tries, type Values, partsOf } from './counterexample.js';
import { type Divide, divide } from './divide.js';
import { type Evaluate, evaluate } from './evaluate.js';
import { type Sum, type SumValue, constant } from './sum.js';
import { type SizeOfSum, sizeOfSum } from './text.js';
import type { Dim } from '../shape.js';

/**
 * What is left for the -1 of a reshape: a size, `null` where that cannot be told, or `undefined` where A is not
 * always a multiple of B.
 */
export type NamedQuotient<A extends Sum, B extends Sum> =
  Divide<A, B> extends infer Q
    ? Q extends Sum
      ? SizeOfSum<Q>
      : PartsOfBoth<A, B> extends infer P extends Parts
        ? Indivisible<A, B, P['names'], Tries<P>> extends true
          ? undefined
          : null
        : never
    : never;

/** Value twin of `NamedQuotient`. */
export const namedQuotient = (a: SumValue, b: SumValue): Dim | undefined => {
  const quotient = divide(a, b);
  if (quotient) return sizeOfSum(quotient);
  const { names, tries } = partsOf([...a, ...b].map(({ of }) => of));
  for (const v of tries) {
    const env = Object.fromEntries(names.map((name, i) => [name, constant(v + i)]));
    const [x, y] = [sizeOfSum(evaluate(a, env)) as number, sizeOfSum(evaluate(b, env)) as number];
    if (x > 0 && y > 0 && x % y !== 0) return undefined;
  }
  return null;
};

type Indivisible<
  A extends Sum,
  B extends Sum,
  Names extends readonly string[],
  Tries extends readonly string[],
> = Tries extends readonly [infer V extends string, ...infer Rest extends readonly string[]]
  ? Values<Names, V> extends infer Env
    ? [Evaluate<A, Env>, Evaluate<B, Env>] extends [
        readonly [readonly [infer X extends string, '']],
        readonly [readonly [infer Y extends string, '']],
      ]
      ? `${X}${Y}` extends `${string}-${string}`
        ? Indivisible<A, B, Names, Rest>
        : Divide<[[X, '']], [[Y, '']]> extends Sum
          ? Indivisible<A, B, Names, Rest>
          : true
      : Indivisible<A, B, Names, Rest>
    : never
  : false;
