// How many numbers a model's weights hold, in the types: worked out only where it is asked for.
/* eslint-disable @typescript-eslint/no-unused-vars -- a model is inferred whole, so that it is not compared with anything */
import type { AddDigits, ToNumber } from '../shapes/arithmetic.js';
import type { Onward } from './layer-list.js';
import type { Apply, Rule, RuleOf, ruled } from './rule.js';
import type { Sequential } from './sequential.js';

/** What a rule of layers says for its params: its layers, the shape before the one at At. */
export interface Inside<Layers extends readonly unknown[], S, At extends string = '0'> {
  readonly layers: Layers;
  readonly on: S;
  readonly at: At;
}

/**
 * How many numbers the weights of a list of layers hold, of whatever size: the type of what `countParams` gives.
 *
 * It is `number` where the types do not know: where a size is unknown; of a chain or a graph, whose types keep no layers;
 * and where one layer may stand twice, for `[d, d]` shares its weights and `[dense(8), dense(8)]` does not, and both are of
 * one type.
 *
 * @example
 * const mlp = sequential([784], [dense(128), dense(10)]);
 * const params: ParamsOf<typeof mlp> = 101770;
 */
export type ParamsOf<M> =
  M extends Sequential<infer In, infer Out, infer L> ? Tally<[Inside<L, In>]> : number;

/** The params of one layer on S: digits, the layers inside it, or whatever else where they are not known. */
type PartsOf<L, S> =
  L extends Sequential<infer In, infer Out, infer Layers>
    ? [Inside<Layers, In>]
    : L extends { readonly [ruled]: infer R extends Rule }
      ? (R & { readonly in: S })['params']
      : unknown;

/**
 * Adds up the layers of Work, one by one, those inside others before what follows them. `Seen` are the layers with weights
 * so far, by rule and count: another of the same may be the same.
 */
type Tally<
  Work extends readonly unknown[],
  Total extends string = '0',
  Seen = never,
> = Work extends readonly [Inside<infer Layers, infer S, infer At>, ...infer More]
  ? number extends Layers['length']
    ? number
    : At extends keyof Layers
      ? PartsOf<Layers[At], S> extends infer Parts
        ? Single<Parts> extends false
          ? number
          : Parts extends readonly [unknown, ...unknown[]]
            ? Tally<[...Parts, Next<Layers, S, At>, ...More], Total, Seen>
            : Parts extends '0'
              ? Tally<[Next<Layers, S, At>, ...More], Total, Seen>
              : Parts extends `${number}`
                ? [Same<Layers[At], Parts>] extends [Seen]
                  ? number
                  : Tally<
                      [Next<Layers, S, At>, ...More],
                      AddDigits<Total, Parts>,
                      Same<Layers[At], Parts> | Seen
                    >
                : number
        : never
      : Tally<More, Total, Seen>
  : ToNumber<Total>;

/** The same list, behind the layer at At. */
type Next<Layers extends readonly unknown[], S, At extends string> = Inside<
  Layers,
  Onward<Apply<RuleOf<Layers[At & keyof Layers]>, S>>,
  AddDigits<At, '1'>
>;

/** What two layers have in common that may be one. */
type Same<L, Count> = readonly [RuleOf<L>['of'], Count];

/** Whether a type is no union. */
type Single<T, All = T> = [T] extends [never]
  ? false
  : (T extends unknown ? ([All] extends [T] ? true : false) : never) extends true
    ? true
    : false;
