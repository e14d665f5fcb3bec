import { defineLayer, type LayerOptions } from '../../graph/layer.js';
import type { Free, Place, Placed, SameRule } from '../../graph/rule.js';
import { sameShape } from '../options/same-shape.js';
import { activation as activationName, type Activation as ActivationName } from '../options/activations.js';

/** An activation function as a layer; its signature, wherever it stands. */
export interface Activation<At extends Place> {
  /**
   * Puts an activation function on every value.
   *
   * Input `[batch, ...]`, output the same shape.
   *
   * @param name The function: `'relu'`, `'tanh'`, ...
   * @example input([10]).activation('softmax')
   * @see https://keras.io/api/layers/core_layers/activation/
   */
  (name: ActivationName, options?: LayerOptions): Placed<At, SameRule>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods<At extends Place> {
    /**
     * An activation function as a layer.
     *
     * @example input([10]).activation('softmax')
     * @see https://keras.io/api/layers/core_layers/activation/
     */
    readonly activation: Activation<At>;
  }
}

/**
 * An activation function as a layer.
 *
 * @example sequential([10], [activation('softmax')])
 * @see https://keras.io/api/layers/core_layers/activation/
 */
export const activation: Activation<Free> = defineLayer({
  name: 'activation',
  className: 'Activation',
  baseName: 'activation',
  masks: 'pass',
  takes: { activation: activationName },
  options: {},
  spec: () => ({ outputShape: sameShape('activation'), weights: () => [] }),
});
