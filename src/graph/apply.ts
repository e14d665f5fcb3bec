// What `apply` takes and gives: a layer or a model, with its sentence where it does not fit, or a function.
import type { Bind, ShapeAt, Unbound, WithoutNames } from '../shapes/binding.js';
import type { Matches } from '../shapes/matches.js';
import type { Shape, Show } from '../shapes/shape.js';
import type { AnyLayer } from './layer.js';
import type { Named, TensorAs } from './layer-names.js';
import type { Uncalled, UncalledSentence } from './layer-list.js';
import type { Apply, RuleOf, TensorOf } from './rule.js';
import type { FromOf, SymbolicTensor, Tensed } from './symbolic-tensor.js';
import type { TextsOn } from './text-tensor.js';

/** What can be applied at all: a layer, a model, a function of a tensor. */
export type Applicable = (...args: never) => unknown;

/**
 * A function of the tensor (`Block`), or the sentence. TypeScript takes a layer for its call on the tensor, whose
 * parameter is the sentence where it does not fit; one of several layers stays a union, and only sentences are left of it.
 * Of `Applicable` it must come to `Block`, and of no union: TypeScript then sees, while F is yet to be inferred, that this
 * is a function, types the parameter of `(x) => ...` by it, and makes what is generic over `From` concrete.
 *
 * @example ApplyArg<Tensed<[null, 784]>, (x: 'conv2d needs ...') => SymbolicTensor, Block> // 'conv2d needs ...'
 */
export type ApplyArg<At extends Tensed<Shape>, F, Block, All = F> = F extends AnyLayer
  ? Said<SentenceOf<At, All>, All>
  : Applicable extends F
    ? Block
    : F extends Uncalled
      ? UncalledSentence<'apply'>
      : NamesIn<F> extends infer Declared extends Shape
        ? Said<SaidOfNames<At['shape'], Declared>, F>
        : Said<SentenceOf<At, All>, Block>;

/** The sentences, or what is wanted where there are none. */
type Said<Sentence, Wanted> = [Sentence] extends [never] ? Wanted : Sentence;

type SentenceOf<At extends Tensed<Shape>, F> = F extends AnyLayer
  ? Apply<RuleOf<F>, At['shape']> extends { readonly shapeError: infer Sentence extends string }
    ? Sentence
    : never
  : F extends (x: infer X extends string) => unknown
    ? X
    : never;

/**
 * The shape a function of any size takes, where it has names for axes: of `(x: SymbolicTensor<[null, 'h', 'w', 16]>) =>
 * unknown` it is that shape, of others `undefined`.
 */
type NamesIn<F> = F extends (x: infer X) => unknown
  ? X extends Tensed<infer S extends Shape>
    ? [Extract<S[number], string>] extends [never]
      ? undefined
      : S
    : undefined
  : undefined;

/** Why a shape is none of those that a function takes, or `never`. */
type SaidOfNames<S extends Shape, Declared extends Shape> =
  Matches<S, WithoutNames<Declared>> extends true
    ? Bind<S, Declared> extends Unbound<infer Why>
      ? `this function needs ${Why} in ${Show<S>}`
      : never
    : `this function needs ${Show<Declared>}, got ${Show<S>}`;

/** What a layer gives on a tensor. */
type Put<At extends Tensed<Shape>, F> =
  RuleOf<F> extends { readonly givesTexts: true }
    ? TextsOn<Apply<RuleOf<F>, At['shape']>, FromOf<At>>
    : TensorOf<Apply<RuleOf<F>, At['shape']>, FromOf<At>>;

/**
 * What comes of it: the tensor of each layer it may be, or what the function gives, with the sizes that its names stand
 * for. Where a call is refused, TypeScript has inferred nothing, and F is `Applicable`: a tensor of any shape, so that the
 * rest of a chain stays quiet.
 */
export type Applied<At extends Tensed<Shape>, F> = F extends AnyLayer
  ? F extends Named<infer N>
    ? TensorAs<Put<At, F>, N>
    : Put<At, F>
  : F extends (...args: infer Args) => infer Out
    ? [Args] extends [never]
      ? SymbolicTensor<Shape, FromOf<At>>
      : NamesIn<F> extends infer Declared extends Shape
        ? AtSizes<
            Out,
            [SaidOfNames<At['shape'], Declared>] extends [never] ? Bind<At['shape'], Declared> : never,
            FromOf<At>
          >
        : Out
    : never;

type Opened<S extends Shape> = { -readonly [K in keyof S]: S[K] extends string ? number : S[K] };

/** Tensors with sizes for the names in their shapes; where the function is refused, `never`, they are not known. */
type AtSizes<Out, Names, From> =
  Out extends Tensed<infer S extends Shape>
    ? SymbolicTensor<[Names] extends [never] ? Opened<S> : ShapeAt<S, Names>, From>
    : Out extends readonly unknown[]
      ? { readonly [K in keyof Out]: AtSizes<Out[K], Names, From> }
      : Out;
