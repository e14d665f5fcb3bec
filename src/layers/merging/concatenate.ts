import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { axis as axisKind } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { MergedWith, MergeInput, MergeOthers, MergeOutput, MergeRule } from '../../graph/merge-layer.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import { joinShapes, type Join } from '../../shapes/join.js';
import type { AsObject } from '../options/as-object.js';

/** Options of `concatenate`. */
export interface ConcatenateOptions<A extends number = number> extends LayerOptions {
  /** The axis along which tensors are joined; from the end if negative. Default -1. */
  axis?: A;
}

/** Shapes joined along an axis, the others equal: `[null, 4]` and `[null, 6]` give `[null, 10]`. */
export interface ConcatenateRule<A extends number> extends MergeRule {
  readonly of: ['concatenate', A];
  readonly out: Join<this['in'], A>;
}

/** Tensors joined: see the call. */
export interface Concatenate {
  /**
   * Joins two tensors or more along an axis.
   *
   * Inputs `[batch, ...]`, equal but for that axis; in the output it is as long as all together. Without tensors it
   * gives the layer.
   *
   * @throws ShapeMismatchError where the other axes differ, or there is no such axis.
   * @example concatenate([title, body]) // or concatenate({ axis: 1 })([title, body])
   * @see https://keras.io/api/layers/merging_layers/concatenate/
   */
  <
    const T extends readonly SymbolicTensor[] | ConcatenateOptions = ConcatenateOptions,
    const A extends number = -1,
    Name extends string = never,
  >(
    tensors?: MergeInput<ConcatenateRule<AxisOf<T, A>>, T>,
    options?: ConcatenateOptions<A> | AsObject<'concatenate', '{ axis: 1 }', Name>,
  ): MergeOutput<ConcatenateRule<AxisOf<T, A>>, T, Name>;
}

/** The axis, where the options stand first, or after the tensors. */
type AxisOf<T, A extends number> = T extends { readonly axis: infer First extends number } ? First : A;

/** This tensor and others joined: see `Concatenate`. */
export interface ConcatenateTo {
  /**
   * Joins this tensor and another, or a list of others, along an axis.
   *
   * @throws ShapeMismatchError where the other axes differ, or there is no such axis.
   * @example title.concatenate(body)
   * @see https://keras.io/api/layers/merging_layers/concatenate/
   */
  <
    At,
    const T extends SymbolicTensor | readonly SymbolicTensor[],
    const A extends number = -1,
    Name extends string = never,
  >(
    this: At,
    others: MergeOthers<ConcatenateRule<A>, At, T>,
    options?: ConcatenateOptions<A> | AsObject<'concatenate', '{ axis: 1 }', Name>,
  ): MergedWith<ConcatenateRule<A>, At, T, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * This tensor and others joined.
     *
     * @example title.concatenate(body)
     * @see https://keras.io/api/layers/merging_layers/concatenate/
     */
    readonly concatenate: ConcatenateTo;
  }
}

/**
 * Tensors joined.
 *
 * @example concatenate([title, body]) // or concatenate({ axis: 1 })([title, body])
 * @see https://keras.io/api/layers/merging_layers/concatenate/
 */
export const concatenate: Concatenate = defineLayer({
  name: 'concatenate',
  className: 'Concatenate',
  baseName: 'concatenate',
  masks: 'make',
  options: { axis: optional(axisKind, -1) } satisfies OwnOptions<ConcatenateOptions>,
  merges: true,
  spec: ({ axis }) => ({ outputShape: (inputs) => joinShapes(inputs, axis), weights: () => [] }),
});
