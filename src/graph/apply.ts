// What `apply` takes and gives: a layer or a model, with its sentence where it does not fit, or a function.
import type { Shape } from '../shapes/shape.js';
import type { AnyLayer } from './layer.js';
import type { Apply, On, RuleOf, TensorOf } from './rule.js';
import type { SymbolicTensor } from './symbolic-tensor.js';

/** What can be applied at all: a layer, a model, a function of a tensor. */
export type Applicable = (...args: never) => unknown;

/**
 * A function of the tensor (`Block`), or the sentence. TypeScript takes a layer for its call on the tensor, whose
 * parameter is the sentence where it does not fit; one of several layers stays a union, and only sentences are left of it.
 * Of `Applicable` it must come to `Block`, and of no union: TypeScript then sees, while F is yet to be inferred, that this
 * is a function, types the parameter of `(x) => ...` by it, and makes what is generic over `From` concrete.
 *
 * @example ApplyArg<On<[null, 784]>, (x: 'conv2d needs ...') => SymbolicTensor, Block> // 'conv2d needs ...'
 */
export type ApplyArg<At extends On<Shape>, F, Block, All = F> = F extends AnyLayer
  ? Said<SentenceOf<At, All>, All>
  : Applicable extends F
    ? Block
    : Said<SentenceOf<At, All>, Block>;

/** The sentences, or what is wanted where there are none. */
type Said<Sentence, Wanted> = [Sentence] extends [never] ? Wanted : Sentence;

type SentenceOf<At extends On<Shape>, F> = F extends AnyLayer
  ? Apply<RuleOf<F>, At['on']> extends { readonly shapeError: infer Sentence extends string }
    ? Sentence
    : never
  : F extends (x: infer X extends string) => unknown
    ? X
    : never;

/**
 * What comes of it: the tensor of each layer it may be, or what the function gives. Where a call is refused, TypeScript
 * has inferred nothing, and F is `Applicable`: a tensor of any shape, so that the rest of a chain stays quiet.
 */
export type Applied<At extends On<Shape>, F> = F extends AnyLayer
  ? TensorOf<Apply<RuleOf<F>, At['on']>, At['from']>
  : F extends (...args: infer Args) => infer Out
    ? [Args] extends [never]
      ? SymbolicTensor<Shape, At['from']>
      : Out
    : never;
