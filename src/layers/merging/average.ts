import { defineLayer, type LayerOptions } from '../../graph/layer.js';
import type { MergedWith, MergeInput, MergeOthers, MergeOutput } from '../../graph/merge-layer.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import type { AsObject } from '../options/as-object.js';
import { elementwise, type ElementwiseRule } from './elementwise.js';

/** The mean of tensors: see the call. */
export interface Average {
  /**
   * The mean of two tensors or more, value by value; axes of size 1 stretch.
   *
   * Inputs `[batch, ...]` that broadcast to one shape, which is the output's. Without tensors it gives the layer.
   *
   * @throws ShapeMismatchError where the shapes do not broadcast.
   * @example average([left, right]) // or average()([left, right])
   * @see https://keras.io/api/layers/merging_layers/average/
   */
  <const T extends readonly SymbolicTensor[] | LayerOptions = LayerOptions, Name extends string = never>(
    tensors?: MergeInput<ElementwiseRule<'average'>, T>,
    options?: LayerOptions | AsObject<'average', "{ name: 'first' }", Name>,
  ): MergeOutput<ElementwiseRule<'average'>, T, Name>;
}

/** The mean of this tensor and others: see `Average`. */
export interface AverageWith {
  /**
   * The mean of this tensor and another, or a list of others, value by value; axes of size 1 stretch.
   *
   * @throws ShapeMismatchError where the shapes do not broadcast.
   * @example left.average(right)
   * @see https://keras.io/api/layers/merging_layers/average/
   */
  <At, const T extends SymbolicTensor | readonly SymbolicTensor[], Name extends string = never>(
    this: At,
    others: MergeOthers<ElementwiseRule<'average'>, At, T>,
    options?: LayerOptions | AsObject<'average', "{ name: 'first' }", Name>,
  ): MergedWith<ElementwiseRule<'average'>, At, T, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * The mean of this tensor and others.
     *
     * @example left.average(right)
     * @see https://keras.io/api/layers/merging_layers/average/
     */
    readonly average: AverageWith;
  }
}

/**
 * The mean of tensors.
 *
 * @example average([left, right]) // or average()([left, right])
 * @see https://keras.io/api/layers/merging_layers/average/
 */
export const average: Average = defineLayer(elementwise('average', 'Average'));
