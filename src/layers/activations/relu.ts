import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { notNegative } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, Place, Placed, SameRule, This } from '../../graph/rule.js';
import type { AsObject } from '../options/as-object.js';
import { sameShape } from '../options/same-shape.js';

/** Options of `reLU`. */
export interface ReLUOptions extends LayerOptions {
  /** The largest value that comes out. Default none. */
  maxValue?: number;
  /** The slope below the threshold: zero or more. Default 0. */
  negativeSlope?: number;
  /** What is not above it counts as negative. Default 0. */
  threshold?: number;
}

/** Rectified linear unit; its signature, wherever it stands. */
export interface ReLU<Where extends Place> {
  /**
   * Rectified linear unit: x from the threshold up to `maxValue`, `negativeSlope * (x - threshold)` below.
   *
   * Input `[batch, ...]`, output the same shape.
   *
   * @example input([128]).reLU({ negativeSlope: 0.1 })
   * @see https://keras.io/api/layers/activation_layers/relu/
   */
  <Name extends string = never, At = Where>(
    this: This<Where, At>,
    options?: ReLUOptions | AsObject<'reLU', '{ maxValue: 6 }', Name>,
  ): Placed<At, SameRule, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Rectified linear unit.
     *
     * @example input([128]).reLU({ negativeSlope: 0.1 })
     * @see https://keras.io/api/layers/activation_layers/relu/
     */
    readonly reLU: ReLU<OnTensor>;
  }
}

/**
 * Rectified linear unit.
 *
 * @example sequential([128], [dense(64), reLU({ negativeSlope: 0.1 })])
 * @see https://keras.io/api/layers/activation_layers/relu/
 */
export const reLU: ReLU<Free> = defineLayer({
  name: 'reLU',
  className: 'ReLU',
  baseName: 're_lu',
  masks: 'pass',
  options: {
    maxValue: optional(notNegative),
    negativeSlope: optional(notNegative, 0),
    threshold: optional(notNegative, 0),
  } satisfies OwnOptions<ReLUOptions>,
  spec: () => ({ outputShape: sameShape('reLU'), weights: () => [] }),
});
