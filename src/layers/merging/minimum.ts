import { defineLayer, type LayerOptions } from '../../graph/layer.js';
import type { MergedWith, MergeInput, MergeOthers, MergeOutput } from '../../graph/merge-layer.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import type { AsObject } from '../options/as-object.js';
import { elementwise, type ElementwiseRule } from './elementwise.js';

/** The least of tensors: see the call. */
export interface Minimum {
  /**
   * The least value of two tensors or more, place by place; axes of size 1 stretch.
   *
   * Inputs `[batch, ...]` that broadcast to one shape, which is the output's. Without tensors it gives the layer.
   *
   * @throws ShapeMismatchError where the shapes do not broadcast.
   * @example minimum([left, right]) // or minimum()([left, right])
   * @see https://keras.io/api/layers/merging_layers/minimum/
   */
  <const T extends readonly SymbolicTensor[] | LayerOptions = LayerOptions, Name extends string = never>(
    tensors?: MergeInput<ElementwiseRule<'minimum'>, T>,
    options?: LayerOptions | AsObject<'minimum', "{ name: 'first' }", Name>,
  ): MergeOutput<ElementwiseRule<'minimum'>, T, Name>;
}

/** The least of this tensor and others: see `Minimum`. */
export interface MinimumWith {
  /**
   * The least of this tensor and another, or a list of others, value by value; axes of size 1 stretch.
   *
   * @throws ShapeMismatchError where the shapes do not broadcast.
   * @example left.minimum(right)
   * @see https://keras.io/api/layers/merging_layers/minimum/
   */
  <At, const T extends SymbolicTensor | readonly SymbolicTensor[], Name extends string = never>(
    this: At,
    others: MergeOthers<ElementwiseRule<'minimum'>, At, T>,
    options?: LayerOptions | AsObject<'minimum', "{ name: 'first' }", Name>,
  ): MergedWith<ElementwiseRule<'minimum'>, At, T, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * The least of this tensor and others.
     *
     * @example left.minimum(right)
     * @see https://keras.io/api/layers/merging_layers/minimum/
     */
    readonly minimum: MinimumWith;
  }
}

/**
 * The least of tensors.
 *
 * @example minimum([left, right]) // or minimum()([left, right])
 * @see https://keras.io/api/layers/merging_layers/minimum/
 */
export const minimum: Minimum = defineLayer(elementwise('minimum', 'Minimum'));
