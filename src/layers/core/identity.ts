import { defineLayer, type LayerOptions } from '../../graph/layer.js';
import type { Free, OnTensor, Place, Placed, SameRule, This } from '../../graph/rule.js';
import type { AsObject } from '../options/as-object.js';
import { sameShape } from '../options/same-shape.js';

/** Nothing; its signature, wherever it stands. */
export interface Identity<Where extends Place> {
  /**
   * Gives its input as it is: a place in a model that something else may take.
   *
   * Input `[batch, ...]`, output the same; so is a mask.
   *
   * @example input([64]).identity({ name: 'features' })
   * @see https://keras.io/api/layers/core_layers/identity/
   */
  <Name extends string = never, At = Where>(
    this: This<Where, At>,
    options?: LayerOptions | AsObject<'identity', "{ name: 'first' }", Name>,
  ): Placed<At, SameRule, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Its input as it is.
     *
     * @example input([64]).identity({ name: 'features' })
     * @see https://keras.io/api/layers/core_layers/identity/
     */
    readonly identity: Identity<OnTensor>;
  }
}

/**
 * Its input as it is.
 *
 * @example sequential([64], [identity({ name: 'features' }), dense(10)])
 * @see https://keras.io/api/layers/core_layers/identity/
 */
export const identity: Identity<Free> = defineLayer({
  name: 'identity',
  className: 'Identity',
  baseName: 'identity',
  masks: 'pass',
  integers: true,
  options: {},
  spec: () => ({ outputShape: sameShape('identity'), weights: () => [] }),
});
