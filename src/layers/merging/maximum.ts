import { defineLayer, type LayerOptions } from '../../graph/layer.js';
import type { MergedWith, MergeInput, MergeOthers, MergeOutput } from '../../graph/merge-layer.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import type { AsObject } from '../options/as-object.js';
import { elementwise, type ElementwiseRule } from './elementwise.js';

/** The largest of tensors: see the call. */
export interface Maximum {
  /**
   * The largest value of two tensors or more, place by place; axes of size 1 stretch.
   *
   * Inputs `[batch, ...]` that broadcast to one shape, which is the output's. Without tensors it gives the layer.
   *
   * @throws ShapeMismatchError where the shapes do not broadcast.
   * @example maximum([left, right]) // or maximum()([left, right])
   * @see https://keras.io/api/layers/merging_layers/maximum/
   */
  <const T extends readonly SymbolicTensor[] | LayerOptions = LayerOptions, Name extends string = never>(
    tensors?: MergeInput<ElementwiseRule<'maximum'>, T>,
    options?: LayerOptions | AsObject<'maximum', "{ name: 'first' }", Name>,
  ): MergeOutput<ElementwiseRule<'maximum'>, T, Name>;
}

/** The largest of this tensor and others: see `Maximum`. */
export interface MaximumWith {
  /**
   * The largest of this tensor and another, or a list of others, value by value; axes of size 1 stretch.
   *
   * @throws ShapeMismatchError where the shapes do not broadcast.
   * @example left.maximum(right)
   * @see https://keras.io/api/layers/merging_layers/maximum/
   */
  <At, const T extends SymbolicTensor | readonly SymbolicTensor[], Name extends string = never>(
    this: At,
    others: MergeOthers<ElementwiseRule<'maximum'>, At, T>,
    options?: LayerOptions | AsObject<'maximum', "{ name: 'first' }", Name>,
  ): MergedWith<ElementwiseRule<'maximum'>, At, T, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * The largest of this tensor and others.
     *
     * @example left.maximum(right)
     * @see https://keras.io/api/layers/merging_layers/maximum/
     */
    readonly maximum: MaximumWith;
  }
}

/**
 * The largest of tensors.
 *
 * @example maximum([left, right]) // or maximum()([left, right])
 * @see https://keras.io/api/layers/merging_layers/maximum/
 */
export const maximum: Maximum = defineLayer(elementwise('maximum', 'Maximum'));
