import { defineLayer, type LayerOptions } from '../../graph/layer.js';
import type { MergedWith, MergeInput, MergeOthers, MergeOutput } from '../../graph/merge-layer.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import type { AsObject } from '../options/as-object.js';
import { elementwise, type ElementwiseRule } from './elementwise.js';

/** Shapes broadcast to one: `[null, 4, 5]` and `[null, 1, 5]` give `[null, 4, 5]`. */
export type AddRule = ElementwiseRule<'add'>;

/** The sum of tensors: see the call. */
export interface Add {
  /**
   * The sum of two tensors or more, value by value; axes of size 1 stretch.
   *
   * Inputs `[batch, ...]` that broadcast to one shape, which is the output's. Without tensors it gives the layer.
   *
   * @throws ShapeMismatchError where the shapes do not broadcast.
   * @example add([left, right]) // or add()([left, right])
   * @see https://keras.io/api/layers/merging_layers/add/
   */
  <const T extends readonly SymbolicTensor[] | LayerOptions = LayerOptions, Name extends string = never>(
    tensors?: MergeInput<AddRule, T>,
    options?: LayerOptions | AsObject<'add', "{ name: 'first' }", Name>,
  ): MergeOutput<AddRule, T, Name>;
}

/** The sum of this tensor and others: see `Add`. */
export interface AddTo {
  /**
   * The sum of this tensor and another, or a list of others, value by value; axes of size 1 stretch.
   *
   * @throws ShapeMismatchError where the shapes do not broadcast.
   * @example left.add(right)
   * @see https://keras.io/api/layers/merging_layers/add/
   */
  <At, const T extends SymbolicTensor | readonly SymbolicTensor[], Name extends string = never>(
    this: At,
    others: MergeOthers<AddRule, At, T>,
    options?: LayerOptions | AsObject<'add', "{ name: 'first' }", Name>,
  ): MergedWith<AddRule, At, T, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * The sum of this tensor and others.
     *
     * @example left.add(right)
     * @see https://keras.io/api/layers/merging_layers/add/
     */
    readonly add: AddTo;
  }
}

/**
 * The sum of tensors.
 *
 * @example add([left, right]) // or add()([left, right])
 * @see https://keras.io/api/layers/merging_layers/add/
 */
export const add: Add = defineLayer(elementwise('add', 'Add'));
