import { defineLayer, type LayerOptions, type LayerSpec } from '../graph/layer.js';
import type { Free, Place, Placed, SameRule } from '../graph/rule.js';
import { sameShape } from './options/same-shape.js';
import { checkActivation, type Activation as ActivationName } from './options/activations.js';

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

declare module '../graph/symbolic-tensor.js' {
  interface TensorMethods<At extends Place> {
    readonly activation: Activation<At>;
  }
}

/** An activation function as a layer: see `Activation`. */
export const activation = defineLayer<Activation<Free>>({
  name: 'activation',
  options: [],
  optionsAt: 1,
  spec: (name: string): LayerSpec => ({
    className: 'Activation',
    baseName: 'activation',
    config: { activation: checkActivation('activation', name) },
    outputShape: sameShape('activation'),
    weights: () => [],
  }),
});
