import { type Floor, floor } from './floor.js';
import { type Pieces, pieces } from './pieces.js';
import { type Plus, type Sum, type SumValue, type Times, constant, plus, times } from './sum.js';
import { type Inside, inside } from './text.js';

/**
 * The value of a sum with sums put for names: `Evaluate<[['3', 'h']], { h: [['5', '']] }>` is `[['15', '']]`.
 * With none, the sum written canonically.
 */
export type Evaluate<S extends Sum, Env, Total extends Sum = []> = S extends readonly [
  readonly [infer C extends string, infer M extends string],
  ...infer Rest extends Sum,
]
  ? Evaluate<Rest, Env, Plus<Total, M extends '' ? [[C, M]] : Multiplied<Pieces<M, '*'>, Env, [[C, '']]>>>
  : Total;

/** Value twin of `Evaluate`. */
export const evaluate = (sum: SumValue, env: Readonly<Record<string, SumValue>>): SumValue =>
  sum.reduce<SumValue>(
    (total, { times: by, of }) =>
      plus(
        total,
        of === ''
          ? constant(by)
          : pieces(of, '*').reduce<SumValue>(
              (product, piece) => times(product, valueOf(piece, env)),
              constant(by),
            ),
      ),
    [],
  );

type Multiplied<P extends readonly string[], Env, Product extends Sum> = P extends readonly [
  infer A extends string,
  ...infer Rest extends readonly string[],
]
  ? Multiplied<Rest, Env, Times<Product, ValueOf<A, Env>>>
  : Product;

type ValueOf<A extends string, Env> = A extends keyof Env
  ? Extract<Env[A], Sum>
  : A extends `${string}(${string}`
    ? Inside<A> extends [infer S extends Sum, infer D extends string]
      ? Floor<Evaluate<S, Env>, D>
      : never
    : [['1', A]];

const valueOf = (piece: string, env: Readonly<Record<string, SumValue>>): SumValue => {
  if (Object.hasOwn(env, piece)) return env[piece]!;
  if (!piece.includes('(')) return [{ times: 1, of: piece }];
  const [sum, by] = inside(piece);
  return floor(evaluate(sum, env), by);
};
