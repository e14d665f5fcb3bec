import { defineLayer, type LayerOptions } from '../../graph/layer.js';
import type { MergedWith, MergeInput, MergeOthers, MergeOutput } from '../../graph/merge-layer.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import type { AsObject } from '../options/as-object.js';
import { elementwise, type ElementwiseRule } from './elementwise.js';

/** The product of tensors: see the call. */
export interface Multiply {
  /**
   * The product of two tensors or more, value by value; axes of size 1 stretch.
   *
   * Inputs `[batch, ...]` that broadcast to one shape, which is the output's. Without tensors it gives the layer.
   *
   * @throws ShapeMismatchError where the shapes do not broadcast.
   * @example multiply([features, mask]) // or multiply()([features, mask])
   * @see https://keras.io/api/layers/merging_layers/multiply/
   */
  <const T extends readonly SymbolicTensor[] | LayerOptions = LayerOptions, Name extends string = never>(
    tensors?: MergeInput<ElementwiseRule<'multiply'>, T>,
    options?: LayerOptions | AsObject<'multiply', "{ name: 'first' }", Name>,
  ): MergeOutput<ElementwiseRule<'multiply'>, T, Name>;
}

/** The product of this tensor and others: see `Multiply`. */
export interface MultiplyWith {
  /**
   * The product of this tensor and another, or a list of others, value by value; axes of size 1 stretch.
   *
   * @throws ShapeMismatchError where the shapes do not broadcast.
   * @example features.multiply(mask)
   * @see https://keras.io/api/layers/merging_layers/multiply/
   */
  <At, const T extends SymbolicTensor | readonly SymbolicTensor[], Name extends string = never>(
    this: At,
    others: MergeOthers<ElementwiseRule<'multiply'>, At, T>,
    options?: LayerOptions | AsObject<'multiply', "{ name: 'first' }", Name>,
  ): MergedWith<ElementwiseRule<'multiply'>, At, T, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * The product of this tensor and others.
     *
     * @example features.multiply(mask)
     * @see https://keras.io/api/layers/merging_layers/multiply/
     */
    readonly multiply: MultiplyWith;
  }
}

/**
 * The product of tensors.
 *
 * @example multiply([features, mask]) // or multiply()([features, mask])
 * @see https://keras.io/api/layers/merging_layers/multiply/
 */
export const multiply: Multiply = defineLayer(elementwise('multiply', 'Multiply'));
