// The shapes of a layer of the user's own: its type rule, said beside the function that gives the same as a value.
import type { SymbolicTensor, Tensed } from '../../graph/symbolic-tensor.js';
import type { AnyLayer } from '../../graph/layer.js';
import type { Apply, Rule, TensorOf, ruled } from '../../graph/rule.js';
import type { Shape, ShapeError } from '../../shapes/shape.js';

/**
 * The type rule of a layer of the user's own: it reads `this['in']`, the input's shape (of a layer of several tensors a
 * tuple of shapes), and `this['config']`, the options that were given, as literal types; `out` is a Shape, a tuple of them,
 * or a `ShapeError` with the sentence for the user.
 *
 * @example
 * interface RepeatRule extends OwnRule {
 *   readonly out: this['in'] extends readonly [infer Batch, infer Features]
 *     ? this['config'] extends { readonly times: infer N extends number }
 *       ? [Batch, N, Features]
 *       : [Batch, number, Features]
 *     : ShapeError<'repeat needs [batch, features]'>;
 * }
 */
export interface OwnRule extends Rule {
  readonly config: unknown;
}

/** A layer that leaves shapes as they are: what `defineLayer` takes without a rule. */
export interface KeepsShape extends OwnRule {
  readonly '~keeps': true;
  readonly out: this['in'];
}

/** A layer of whose output the types know nothing. */
export interface UnknownShape extends OwnRule {
  readonly out: Shape;
}

/** A rule, and whether it is one of several tensors. */
export interface ShapeRule<R extends OwnRule, Several extends boolean> {
  /** For the types alone. */
  readonly [ruled]?: (rule: R) => R;
  readonly several: Several;
}

/**
 * Says the type rule of a layer of one tensor. Without a type of yours the output's shape is not known to the compiler.
 *
 * @example defineLayer({ name: 'repeat', rule: shapeRule<RepeatRule>(), ... })
 */
export const shapeRule = <R extends OwnRule = UnknownShape>(): ShapeRule<R, false> => ({ several: false });

/**
 * Says the type rule of a layer of several tensors, which is called on a list of them.
 *
 * @example defineLayer({ name: 'outer', rule: mergeRule<OuterRule>(), ... }) // outer()([a, b])
 */
export const mergeRule = <R extends OwnRule = UnknownShape>(): ShapeRule<R, true> => ({ several: true });

/** The rule of one layer: with its name, and the options that it was given. */
export type RuleOfOwn<R extends OwnRule, Name extends string, Config> = R & {
  readonly of: readonly ['own', Name, Config];
  readonly config: Config;
};

/** In a list or a chain a layer of several tensors has one input only, which is not what it is for. */
interface SeveralInputs<Name extends string> extends Rule {
  readonly of: readonly ['own merge', Name];
  readonly out: ShapeError<`${Name} takes several tensors: call it on a list of them`, this['in']>;
}

/** The shapes of some tensors: `[SymbolicTensor<[null, 3]>]` gives `[[null, 3]]`. */
type ShapesOf<T> = { readonly [K in keyof T]: T[K] extends { readonly shape: infer S } ? S : never };

type FromOf<T> = T extends Tensed<unknown, infer From> ? From : never;

/** A layer of the user's own that takes several tensors: it is called on a list of them. */
export interface OwnMergeLayer<R extends OwnRule, Name extends string> extends AnyLayer {
  readonly [ruled]: SeveralInputs<Name>;
  <const T extends readonly SymbolicTensor[]>(
    tensors: [T] extends [never]
      ? T
      : Apply<R, ShapesOf<T>> extends { readonly shapeError: infer Sentence extends string }
        ? Sentence
        : T,
  ): TensorOf<Apply<R, ShapesOf<T>>, FromOf<T[number]>>;
}
