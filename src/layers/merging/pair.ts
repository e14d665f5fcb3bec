// Layers of two tensors, no more and no fewer, such as `subtract`: the sentence stands at the one too many.
import type { AnyLayer } from '../../graph/layer.js';
import type { IfNamed, Named } from '../../graph/layer-names.js';
import type {
  MergeArg,
  Merged,
  MergedAs,
  MergeInput,
  MergeLayer,
  MergeOthers,
  MergeOutput,
  MergeRule,
} from '../../graph/merge-layer.js';
import type { ruled } from '../../graph/rule.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import type { Add } from '../../shapes/arithmetic.js';
import { misfit, type Checked, type Shape } from '../../shapes/shape.js';

type NotTwo = readonly [] | readonly [unknown] | readonly [unknown, unknown, unknown, ...unknown[]];
type NotOne = readonly [] | readonly [unknown, unknown, ...unknown[]];

type Miscounted<R extends MergeRule, Count> = `${R['of'][0]} takes two tensors, got ${Count & number}`;

/** A list of tensors with the sentence in the place of the third, or of the only one. */
type Refused<R extends MergeRule, T> = T extends readonly unknown[]
  ? T extends readonly []
    ? Miscounted<R, 0>
    : {
        readonly [K in keyof T]: K extends (T['length'] extends 1 ? '0' : '2')
          ? Miscounted<R, T['length']>
          : T[K];
      }
  : never;

/** A layer of two tensors. */
export interface PairLayer<R extends MergeRule> extends AnyLayer {
  readonly [ruled]: MergeLayer<R>[typeof ruled];
  <const T extends readonly SymbolicTensor[] | SymbolicTensor>(tensors: PairArg<R, T>): Merged<R, T>;
}

/** The same, of a name that the types know. */
export interface NamedPairLayer<R extends MergeRule, N extends string> extends AnyLayer, Named<N> {
  readonly [ruled]: MergeLayer<R>[typeof ruled];
  <const T extends readonly SymbolicTensor[] | SymbolicTensor>(tensors: PairArg<R, T>): MergedAs<R, T, N>;
}

type PairArg<R extends MergeRule, T> = [T] extends [NotTwo]
  ? Refused<R, T>
  : [T] extends [readonly unknown[]]
    ? MergeArg<R, T>
    : Miscounted<R, 1>;

/** What the layer's factory takes: two tensors, or else options. */
export type PairInput<R extends MergeRule, T> = [T] extends [NotTwo] ? Refused<R, T> : MergeInput<R, T>;

/** What that gives: the tensor of both, or the layer. */
export type PairOutput<R extends MergeRule, T, N extends string = never> = T extends readonly unknown[]
  ? MergeOutput<R, T, N>
  : T extends { readonly name: infer Own extends string }
    ? IfNamed<Own, NamedPairLayer<R, Own>, PairLayer<R>>
    : PairLayer<R>;

/** What the fluent method takes: the other tensor, also in a list of one. */
export type PairOther<R extends MergeRule, At, T> = [T] extends [NotOne]
  ? T extends readonly []
    ? Miscounted<R, 1>
    : {
        readonly [K in keyof T]: K extends '1'
          ? Miscounted<R, Add<(T & readonly unknown[])['length'], 1>>
          : T[K];
      }
  : MergeOthers<R, At, T>;

/** Value twin: the shape of exactly two. */
export const pairShape = (
  layer: string,
  inputs: readonly Shape[],
  shape: (a: Shape, b: Shape) => Checked,
): Checked =>
  inputs.length === 2
    ? shape(inputs[0]!, inputs[1]!)
    : misfit(`${layer} takes two tensors, got ${inputs.length}`);
