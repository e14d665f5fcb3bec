// Tensors of strings in a model that is being written, and the layers that take them.
import { ShapeMismatchError, showShape, type Shape } from '../shapes/shape.js';
import { wantsNumbers, wantsTexts } from '../shapes/texts.js';
import type { Applicable, Applied, ApplyArg } from './apply.js';
import type { AnyLayer } from './layer.js';
import type { IfNamed, Named, TensorIfNamed } from './layer-names.js';
import type { Apply, Called, CalledAs, CallArg, Rule, ruled } from './rule.js';
import type {
  AnyTensor,
  ChainEnd,
  ModelOfChain,
  Source,
  SymbolicTensor,
  Tensed,
  ToModelOptions,
} from './symbolic-tensor.js';

/** A method for each layer that takes strings: the layer files add theirs. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merged into by src/layers
export interface TextMethods {}

/**
 * A tensor of strings: the layers that make numbers of them are its methods. `S` and `From` as of `SymbolicTensor`.
 *
 * @example input([], { dtype: 'string' }).textVectorization({ vocabulary: ['so', 'far'], outputSequenceLength: 8 })
 */
export interface TextTensor<out S extends Shape = Shape, out From = unknown>
  extends TextMethods, Tensed<S, From> {
  /** @internal */
  readonly kind: 'tensor';
  /** @internal */
  readonly source: Source | undefined;
  /** @internal */
  readonly givenName: string | undefined;
  /** What the values are. */
  readonly dtype: 'string';
  /** Puts any layer of strings on the tensor, or any function of it. */
  apply<F extends Applicable>(
    block: ApplyArg<Tensed<S, From>, F, (x: TextTensor<S, From>) => unknown>,
  ): Applied<Tensed<S, From>, F>;
  /** The model from this chain's input to here. */
  toModel<Self>(this: ChainEnd<Self>, options?: ToModelOptions): ModelOfChain<Self>;
}

/**
 * A layer of strings as a value: call it on a tensor of them. Called twice, it is the same layer.
 *
 * @example const words = stringLookup({ vocabulary: ['red', 'green'] }); words(input([3], { dtype: 'string' }))
 */
export interface TextLayer<R extends Rule> extends AnyLayer {
  readonly [ruled]: R;
  <X extends TextTensor | SymbolicTensor>(x: CallArg<R, X>): Called<R, X>;
}

/** The same, of a name that the types know. */
export interface NamedTextLayer<R extends Rule, N extends string> extends AnyLayer, Named<N> {
  readonly [ruled]: R;
  <X extends TextTensor | SymbolicTensor>(x: CallArg<R, X>): CalledAs<R, N, X>;
}

/** A layer of strings by itself, of a name or without. */
export type FreeTextLayer<R extends Rule, N extends string> = IfNamed<N, NamedTextLayer<R, N>, TextLayer<R>>;

/**
 * A layer that gives strings, as a value: call it on a tensor of numbers. Called twice, it is the same layer.
 *
 * @example const words = stringLookup({ vocabulary: ['red'], invert: true }); words(input([3], { dtype: 'int32' }))
 */
export interface WordsLayer<R extends Rule> extends AnyLayer {
  readonly [ruled]: R;
  <X extends TextTensor | SymbolicTensor>(
    x: CallArg<R, X>,
  ): X extends Tensed<infer S, infer From> ? TextsOn<Apply<R, S>, From> : never;
}

/** The tensor of strings that a rule gives where it stands; a misfit still gives what was meant. */
export type TextsPlaced<At, R extends Rule, N extends string = never> =
  At extends Tensed<infer S, infer From> ? TensorIfNamed<TextsOn<Apply<R, S>, From>, N> : never;

/** The tensor of strings of a rule's verdict. */
export type TextsOn<Out, From> = Out extends Shape
  ? TextTensor<Out, From>
  : Out extends { readonly intended: infer Intended extends Shape }
    ? TextTensor<Intended, From>
    : TextTensor<Shape, From>;

/** Refuses strings where a layer computes on numbers, and numbers where it computes on strings. */
export const checkTexts = (
  name: string,
  texts: 'needed' | 'taken' | undefined,
  inputs: readonly AnyTensor[],
): void => {
  const odd = inputs.find(({ dtype }) => (dtype === 'string' ? texts === undefined : texts === 'needed'));
  if (!odd) return;
  const shape = showShape(odd.shape);
  throw new ShapeMismatchError(odd.dtype === 'string' ? wantsNumbers(name, shape) : wantsTexts(name, shape));
};
