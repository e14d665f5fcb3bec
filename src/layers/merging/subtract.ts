import { defineLayer, type LayerOptions } from '../../graph/layer.js';
import type { MergedWith } from '../../graph/merge-layer.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import { broadcast } from '../../shapes/broadcast.js';
import type { AsObject } from '../options/as-object.js';
import { elementwise, type ElementwiseRule } from './elementwise.js';
import { pairShape, type PairInput, type PairOther, type PairOutput } from './pair.js';

/** One tensor less another: see the call. */
export interface Subtract {
  /**
   * The first of two tensors less the second, value by value; axes of size 1 stretch.
   *
   * Inputs `[batch, ...]` that broadcast to one shape, which is the output's. Without tensors it gives the layer.
   *
   * @throws ShapeMismatchError where the shapes do not broadcast, or there are not two.
   * @example subtract([whole, part]) // or subtract()([whole, part])
   * @see https://keras.io/api/layers/merging_layers/subtract/
   */
  <const T extends readonly SymbolicTensor[] | LayerOptions = LayerOptions, Name extends string = never>(
    tensors?: PairInput<ElementwiseRule<'subtract'>, T>,
    options?: LayerOptions | AsObject<'subtract', "{ name: 'first' }", Name>,
  ): PairOutput<ElementwiseRule<'subtract'>, T, Name>;
}

/** This tensor less another: see `Subtract`. */
export interface SubtractFrom {
  /**
   * This tensor less another, value by value; axes of size 1 stretch.
   *
   * @throws ShapeMismatchError where the shapes do not broadcast.
   * @example whole.subtract(part)
   * @see https://keras.io/api/layers/merging_layers/subtract/
   */
  <At, const T extends SymbolicTensor | readonly SymbolicTensor[], Name extends string = never>(
    this: At,
    other: PairOther<ElementwiseRule<'subtract'>, At, T>,
    options?: LayerOptions | AsObject<'subtract', "{ name: 'first' }", Name>,
  ): MergedWith<ElementwiseRule<'subtract'>, At, T, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * This tensor less another.
     *
     * @example whole.subtract(part)
     * @see https://keras.io/api/layers/merging_layers/subtract/
     */
    readonly subtract: SubtractFrom;
  }
}

/**
 * One tensor less another.
 *
 * @example subtract([whole, part]) // or subtract()([whole, part])
 * @see https://keras.io/api/layers/merging_layers/subtract/
 */
export const subtract: Subtract = defineLayer({
  ...elementwise('subtract', 'Subtract'),
  spec: () => ({
    outputShape: (inputs) => pairShape('subtract', inputs, (a, b) => broadcast('subtract', a, b)),
    weights: () => [],
  }),
});
