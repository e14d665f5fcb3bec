import { show } from '../errors/show.js';
import { isWhole } from '../shapes/arithmetic.js';
import type { Shape } from '../shapes/shape.js';
import { block } from './block.js';
import type { AnyLayer, FreeLayer, Layer, LayerOptions } from './layer.js';
import type { Naming } from './layer-names.js';
import type { Inside } from './params-of.js';
import type { Apply, Rule, RuleOf } from './rule.js';

/**
 * The shape after a rule has been at work N times. Once it leaves the shape as it is, so do the times to come; of a
 * number of times that is not known, that alone is known. `Times<DoubleRule, [null, 1], 3>` is `[null, 8]`.
 */
type Times<R extends Rule, S, N extends number, Done extends readonly 0[] = []> = Done['length'] extends N
  ? S
  : Apply<R, S> extends infer Out
    ? Out extends Shape
      ? [S, Out] extends [Out, S]
        ? S
        : number extends N
          ? Shape
          : Times<R, Out, N, [...Done, 0]>
      : Out
    : never;

/** A list of one layer so many times, up to 499; else one of any length. */
type Copies<L, N extends number, Done extends readonly unknown[] = []> = Done['length'] extends N
  ? Done
  : Done['length'] extends 499
    ? readonly L[]
    : Copies<L, N, [...Done, L]>;

/** A layer so many times, one after the other. */
export interface RepeatRule<R extends Rule, N extends number> extends Rule {
  readonly of: ['repeat', R, N];
  readonly params: [Inside<Copies<Layer<R>, N>, this['in']>];
  readonly out: Times<R, this['in'], N>;
}

/** The type of how often: a whole number, or the sentence for a literal that is none. */
type Often<N extends number> = `${N}` extends `-${string}` | `${string}.${string}` | 'NaN'
  ? `repeat: n must be a whole number, zero or more, got ${N}`
  : N;

/**
 * A layer made so many times, each with weights of its own, one after the other: a stack as one layer.
 *
 * @param make Makes the layer at each place, from 0.
 * @example input([32, 32, 64]).apply(repeat(8, () => residual([conv2d(64, 3, { padding: 'same' }), reLU()])));
 * @throws ShapeMismatchError where it is put, if a layer does not fit on the one before.
 */
export const repeat = <const N extends number, L extends AnyLayer, Name extends string = never>(
  n: Often<N>,
  make: (place: number) => L,
  options?: LayerOptions | Naming<Name>,
): FreeLayer<RepeatRule<RuleOf<L>, N>, Name> => {
  if (!isWhole(n)) throw new TypeError(`repeat: n must be a whole number, zero or more, got ${show(n)}`);
  if (typeof make !== 'function')
    throw new TypeError(`repeat: make must be a function that makes a layer, got ${show(make)}`);
  return block<readonly AnyLayer[]>(
    Array.from({ length: n }, (_, place) => make(place)),
    options,
  ) as unknown as FreeLayer<RepeatRule<RuleOf<L>, N>, Name>;
};
