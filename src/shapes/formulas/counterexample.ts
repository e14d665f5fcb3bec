// Sizes for names at which two formulas are told apart.
import type { AddDigits, LessDigits, SubtractDigits } from '../arithmetic.js';
import type { Evaluate } from './evaluate.js';
import { type Pieces, pieces } from './pieces.js';
import type { Sum } from './sum.js';
import { type Inside, type SizeOfSum, inside } from './text.js';

/** What a formula is made of: its names, the sizes at which its floors go up, and the largest divisor. */
export interface Parts {
  readonly names: readonly string[];
  readonly jumps: readonly string[];
  readonly most: string;
}

/** The parts of some products, which are taken apart one after the other. */
type PartsOf<Work extends readonly string[], Found extends Parts> = Work extends readonly [
  infer M extends string,
  ...infer Rest extends readonly string[],
]
  ? M extends ''
    ? PartsOf<Rest, Found>
    : Pieces<M, '*'> extends [infer One extends string]
      ? One extends `${string}(${string}`
        ? Inside<One> extends [infer S extends Sum, infer D extends string]
          ? PartsOf<[...Products<S>, ...Rest], WithFloor<Found, S, D>>
          : never
        : PartsOf<
            Rest,
            One extends Found['names'][number]
              ? Found
              : { names: [...Found['names'], One]; jumps: Found['jumps']; most: Found['most'] }
          >
      : PartsOf<[...Pieces<M, '*'>, ...Rest], Found>
  : Found;

type Products<S extends Sum> = { [I in keyof S]: S[I][1] };

type WithFloor<F extends Parts, S extends Sum, D extends string> = {
  names: F['names'];
  jumps: [
    ...F['jumps'],
    S extends readonly [...Sum, readonly [infer C extends string, '']] ? SubtractDigits<D, C> : D,
  ];
  most: LessDigits<F['most'], D> extends true ? D : F['most'];
};

export type PartsOfBoth<A extends Sum, B extends Sum> = PartsOf<
  [...Products<A>, ...Products<B>],
  { names: []; jumps: ['1']; most: '1' }
>;

/** Value twin of `Parts`. */
export const partsOf = (work: readonly string[]) => {
  const names: string[] = [];
  const jumps = [1];
  let most = 1;
  const take = (of: string): void => {
    for (const piece of of === '' ? [] : pieces(of, '*')) {
      if (!piece.includes('(')) {
        if (!names.includes(piece)) names.push(piece);
        continue;
      }
      const [sum, by] = inside(piece);
      const last = sum.at(-1)!;
      jumps.push(last.of === '' ? by - last.times : by);
      most = Math.max(most, by);
      for (const term of sum) take(term.of);
    }
  };
  work.forEach(take);
  return { names, tries: [...jumps, 2, 3, 5, 101], most };
};

/** Sizes to try: small ones first, for they are read, and a large one, at which other slopes lie far apart. */
export type Tries<P extends Parts> = [...P['jumps'], '2', '3', '5', '101'];

/** Values for names, one more for each: `Values<['h', 'w'], '8'>` puts 8 for h and 9 for w. */
export type Values<
  Names extends readonly string[],
  V extends string,
  Env = unknown,
> = Names extends readonly [infer Name extends string, ...infer Rest extends readonly string[]]
  ? Values<Rest, AddDigits<V, '1'>, Env & { readonly [K in Name]: [[V, '']] }>
  : Env;

/** Sizes for the names where two sums differ: `[size, one's value, the other's]`; `undefined` where none is found. */
export type Witness<
  A extends Sum,
  B extends Sum,
  Names extends readonly string[],
  Tries extends readonly string[],
> = Tries extends readonly [infer V extends string, ...infer Rest extends readonly string[]]
  ? Values<Names, V> extends infer Env
    ? [SizeOfSum<Evaluate<A, Env>>, SizeOfSum<Evaluate<B, Env>>] extends [
        infer X extends number,
        infer Y extends number,
      ]
      ? X extends Y
        ? Witness<A, B, Names, Rest>
        : [V, X, Y]
      : never
    : never
  : undefined;
