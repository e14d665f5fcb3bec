import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { notNegative } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, Place, Placed, SameRule, This } from '../../graph/rule.js';
import type { AsObject } from '../options/as-object.js';
import { sameShape } from '../options/same-shape.js';

/** Options of `leakyReLU`. */
export interface LeakyReLUOptions extends LayerOptions {
  /** The slope below zero: zero or more. Default 0.3. */
  negativeSlope?: number;
}

/** Leaky rectified linear unit; its signature, wherever it stands. */
export interface LeakyReLU<Where extends Place> {
  /**
   * Leaky rectified linear unit: x above zero, and `negativeSlope * x` below.
   *
   * Input `[batch, ...]`, output the same shape.
   *
   * @example input([128]).leakyReLU({ negativeSlope: 0.1 })
   * @see https://keras.io/api/layers/activation_layers/leaky_relu/
   */
  <Name extends string = never, At = Where>(
    this: This<Where, At>,
    options?: LeakyReLUOptions | AsObject<'leakyReLU', '{ negativeSlope: 0.1 }', Name>,
  ): Placed<At, SameRule, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Leaky rectified linear unit.
     *
     * @example input([128]).leakyReLU({ negativeSlope: 0.1 })
     * @see https://keras.io/api/layers/activation_layers/leaky_relu/
     */
    readonly leakyReLU: LeakyReLU<OnTensor>;
  }
}

/**
 * Leaky rectified linear unit.
 *
 * @example sequential([128], [dense(64), leakyReLU({ negativeSlope: 0.1 })])
 * @see https://keras.io/api/layers/activation_layers/leaky_relu/
 */
export const leakyReLU: LeakyReLU<Free> = defineLayer({
  name: 'leakyReLU',
  className: 'LeakyReLU',
  baseName: 'leaky_re_lu',
  masks: 'pass',
  options: { negativeSlope: optional(notNegative, 0.3) } satisfies OwnOptions<LeakyReLUOptions>,
  spec: () => ({ outputShape: sameShape('leakyReLU'), weights: () => [] }),
});
