import type { AddDigits } from '../shapes/arithmetic.js';
import type { Shape, ShapeError } from '../shapes/shape.js';
import type { Unite } from '../shapes/unite.js';
import type { AnyLayer } from './layer.js';
import type { Onward } from './layer-list.js';
import type { IfNamed, Named, TensorIfNamed, Via } from './layer-names.js';
import type { Apply, Rule, ruled } from './rule.js';
import type { OneShape, SymbolicTensor, Tensed } from './symbolic-tensor.js';

/**
 * The rule of a layer of several tensors, such as `add`: it reads `[Total, Next]`, the shape of all so far and the next
 * tensor's, and gives the shape of them together. A list is walked once, from tensor to tensor.
 */
export interface MergeRule extends Rule {
  /** The layer comes first, for sentences. */
  readonly of: readonly [string, ...unknown[]];
}

/** A layer of several tensors, such as `add()`. */
export interface MergeLayer<R extends MergeRule> extends AnyLayer {
  readonly [ruled]: MergeInList<R>;
  <const T extends readonly SymbolicTensor[] | SymbolicTensor>(tensors: MergeArg<R, T>): Merged<R, T>;
}

/** The same, of a name that the types know. */
export interface NamedMergeLayer<R extends MergeRule, N extends string> extends AnyLayer, Named<N> {
  readonly [ruled]: MergeInList<R>;
  <const T extends readonly SymbolicTensor[] | SymbolicTensor>(tensors: MergeArg<R, T>): MergedAs<R, T, N>;
}

/** In a list or a chain such a layer has one input only, which is not what it is for. */
interface MergeInList<R extends Rule> extends Rule {
  readonly of: ['merge', R];
  readonly out: ShapeError<'this layer takes several tensors: call it on a list of them', this['in']>;
}

/** What walking some tensors found: the shape of all together, and the first misfit. */
interface Walked<Total extends Shape, Bad> {
  readonly total: Total;
  readonly bad: Bad;
}
interface BadTensor<At extends string, Sentence extends string> {
  readonly at: At;
  readonly why: Sentence;
}

/** The rule on each shape of two unions: a tensor that is one of two is held against the rule twice. */
type Pair<R extends Rule, Total, Next> = Total extends Shape
  ? Next extends { readonly shape: infer S extends Shape }
    ? Apply<R, readonly [Total, S]>
    : Shape
  : never;

type SentenceIn<Out> = Out extends { readonly shapeError: infer Sentence extends string } ? Sentence : never;

/** Walks tensors from the one at At, by index, so that a long list costs no more a tensor than a short one. */
type Walk<
  R extends MergeRule,
  T extends readonly unknown[],
  Total extends Shape,
  At extends string,
  Bad = never,
> = At extends keyof T
  ? Pair<R, Total, T[At]> extends infer Out
    ? Walk<
        R,
        T,
        Onward<Out>,
        AddDigits<At, '1'>,
        [Bad] extends [never]
          ? [SentenceIn<Out>] extends [never]
            ? never
            : BadTensor<At, SentenceIn<Out>>
          : Bad
      >
    : never
  : Walked<Total, Bad>;

/** The walk where the list has any number of tensors: what one more gives as well as two is known, the rest is not. */
type WalkAnyNumber<R extends MergeRule, Total extends Shape, X> = X extends {
  readonly shape: infer S extends Shape;
}
  ? OneShape<S> extends true
    ? Pair<R, Total, X> extends infer Out
      ? Walked<
          Unite<Onward<Out>, Onward<Pair<R, Onward<Out>, X>>>,
          [SentenceIn<Out>] extends [never] ? never : BadTensor<never, SentenceIn<Out>>
        >
      : never
    : Walked<Shape, never>
  : Walked<Shape, never>;

/** The walk of tensors after a first one; neutral while the list is still being inferred, and so is `never`. */
type WalkAfter<
  R extends MergeRule,
  First extends Shape,
  T extends readonly unknown[],
  From extends string = '0',
> = [T] extends [never]
  ? Walked<First, never>
  : number extends T['length']
    ? WalkAnyNumber<R, First, T[number]>
    : Walk<R, T, First, From>;

/** The walk of a list. */
type WalkList<R extends MergeRule, T extends readonly unknown[]> = T extends readonly [
  { readonly shape: infer First extends Shape },
  ...unknown[],
]
  ? WalkAfter<R, First, T, '1'>
  : T[number] extends { readonly shape: infer First extends Shape }
    ? WalkAfter<R, First, T>
    : Walked<Shape, never>;

/** An element of a list: itself, or the sentence where it is the first tensor that does not fit. */
type Element<Bad, K, X> = [Bad] extends [never]
  ? X
  : [Bad] extends [BadTensor<infer At, infer Sentence>]
    ? [K] extends [At]
      ? Sentence
      : X
    : X;

/** The elements of a list, or the sentence in the place of all where the list may have any number of them. */
type Elements<W, T extends readonly unknown[]> = number extends T['length']
  ? Element<BadOf<W>, never, T>
  : { readonly [K in keyof T]: Element<BadOf<W>, K, T[K]> };

type BadOf<W> = W extends Walked<Shape, infer Bad> ? Bad : never;
type TotalOf<W> = W extends Walked<infer Total, unknown> ? Total : Shape;

/** What the tensors come from: one origin, or the union of several. */
type FromIn<T> = T extends Tensed<unknown, infer From> ? From : unknown;

type TooFew<R extends MergeRule, Count> = `${R['of'][0]} takes two tensors or more, got ${Count & number}`;

/**
 * A list of tensors for a merging layer: the sentence stands at the tensor that does not fit. `[T]`, here and below, for
 * TypeScript looks for the `const` of a T it infers in the branches of a conditional that does not distribute alone.
 */
export type MergeArg<R extends MergeRule, T> = [T] extends [readonly [] | readonly [unknown]]
  ? TooFew<R, T['length']>
  : [T] extends [readonly unknown[]]
    ? Elements<WalkList<R, T>, T>
    : TooFew<R, 1>;

/** What a merging layer gives on some tensors. */
export type Merged<R extends MergeRule, T> = T extends readonly unknown[]
  ? SymbolicTensor<TotalOf<WalkList<R, T>>, FromIn<T[number]>>
  : SymbolicTensor;

/** The same of a layer that was given a name. */
export type MergedAs<R extends MergeRule, T, N extends string> = T extends readonly unknown[]
  ? SymbolicTensor<TotalOf<WalkList<R, T>>, Via<FromIn<T[number]>, N, TotalOf<WalkList<R, T>>>>
  : SymbolicTensor;

/** What a fluent merging method takes: one more tensor, or a list of them; the sentence where they do not fit. */
export type MergeOthers<R extends MergeRule, At, T> = [At] extends [Tensed<infer First extends Shape>]
  ? [T] extends [readonly unknown[]]
    ? [T] extends [readonly []]
      ? TooFew<R, 1>
      : Elements<WalkAfter<R, First, T>, T>
    : [SentenceIn<Pair<R, First, T>>] extends [never]
      ? T
      : SentenceIn<Pair<R, First, T>>
  : T;

/** What a fluent merging method gives. */
export type MergedWith<R extends MergeRule, At, T, N extends string = never> = [N] extends [never]
  ? MergedAfter<R, At, T>
  : TensorIfNamed<MergedAfter<R, At, T>, N>;
type MergedAfter<R extends MergeRule, At, T> =
  At extends Tensed<infer First extends Shape, infer From>
    ? T extends readonly unknown[]
      ? SymbolicTensor<TotalOf<WalkAfter<R, First, T>>, From | FromIn<T[number]>>
      : SymbolicTensor<Onward<Pair<R, First, T>>, From | FromIn<T>>
    : SymbolicTensor;

/** What a merging layer's factory takes: tensors, the sentence at the one that does not fit, or else options. */
export type MergeInput<R extends MergeRule, T> = [T] extends [readonly []]
  ? TooFew<R, 0>
  : {
      readonly [K in keyof T]: T extends readonly unknown[]
        ? T['length'] extends 1
          ? TooFew<R, 1>
          : Element<BadOf<WalkList<R, T>>, K, T[K]>
        : T[K];
    };

/** What that gives: the tensor of them all, or the layer. */
export type MergeOutput<R extends MergeRule, T, N extends string = never> = T extends readonly unknown[]
  ? [N] extends [never]
    ? Merged<R, T>
    : TensorIfNamed<Merged<R, T>, N>
  : T extends { readonly name: infer Own extends string }
    ? IfNamed<Own, NamedMergeLayer<R, Own>, MergeLayer<R>>
    : MergeLayer<R>;
