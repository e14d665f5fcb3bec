import type { Shape, ShapeError } from '../shapes/shape.js';
import type { AnyLayer } from './layer.js';
import type { Apply, Rule, SentenceOf, TensorOf } from './rule.js';
import type { SymbolicTensor } from './symbolic-tensor.js';

/** A layer of several tensors, such as `add()`: its rule reads a tuple of shapes. */
export interface MergeLayer<R extends Rule> extends AnyLayer {
  readonly '~rule': MergeInList<R>;
  <const T extends readonly SymbolicTensor[]>(tensors: MergeArg<R, T>): Merged<R, T>;
}

/** In a list or a chain such a layer has one input only, which is not what it is for. */
interface MergeInList<R extends Rule> extends Rule {
  readonly of: ['merge', R];
  readonly out: ShapeError<'this layer takes several tensors: call it on a list of them', this['in']>;
}

/** The shapes of some tensors: `ShapesIn<[SymbolicTensor<[null, 3]>]>` is `[[null, 3]]`. */
type ShapesIn<T extends readonly unknown[]> = {
  -readonly [K in keyof T]: T[K] extends { readonly shape: infer S extends Shape } ? S : Shape;
};

/** Where some tensors come from: one origin, or the union of several. */
type FromIn<T extends readonly unknown[]> = T[number] extends { readonly '~from': infer From }
  ? From
  : unknown;

/** What a merging layer gives on some tensors. */
export type Merged<R extends Rule, T extends readonly unknown[]> = TensorOf<Apply<R, ShapesIn<T>>, FromIn<T>>;

/** The first tensor that does not fit those before it: its place in the list, or `never`. */
type FirstMisfit<
  R extends Rule,
  Rest extends readonly unknown[],
  Before extends readonly unknown[] = [],
> = Rest extends readonly [infer Head, ...infer Tail]
  ? SentenceOf<Apply<R, ShapesIn<[...Before, Head]>>> extends string
    ? `${Before['length']}`
    : FirstMisfit<R, Tail, [...Before, Head]>
  : never;

/** A list of tensors for a merging layer: the sentence stands at the tensor that does not fit. */
export type MergeArg<R extends Rule, T extends readonly unknown[]> = {
  readonly [K in keyof T]: K extends FirstMisfit<R, T>
    ? SentenceOf<Apply<R, ShapesIn<T>>> extends infer Sentence extends string
      ? Sentence
      : T[K]
    : T[K];
};

/** The tensors of a fluent merge: this one, and another or a list of others. */
type Together<First, T> = T extends readonly unknown[] ? [First, ...T] : [First, T];

/** What a fluent merging method takes: one more tensor, or a list of them; the sentence where they do not fit. */
export type MergeOthers<R extends Rule, First, T> =
  SentenceOf<Apply<R, ShapesIn<Together<First, T>>>> extends infer Sentence extends string ? Sentence : T;

/** What a fluent merging method gives. */
export type MergedWith<R extends Rule, First, T> = Merged<R, Together<First, T>>;
