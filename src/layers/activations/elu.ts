import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { number } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, Place, Placed, SameRule, This } from '../../graph/rule.js';
import type { AsObject } from '../options/as-object.js';
import { sameShape } from '../options/same-shape.js';

/** Options of `elu`. */
export interface ELUOptions extends LayerOptions {
  /** What the part below zero is multiplied by. Default 1. */
  alpha?: number;
}

/** Exponential linear unit; its signature, wherever it stands. */
export interface ELU<Where extends Place> {
  /**
   * Exponential linear unit: x above zero, and `alpha * (exp(x) - 1)` below. Clevert et al. 2015.
   *
   * Input `[batch, ...]`, output the same shape.
   *
   * @example input([128]).elu({ alpha: 0.5 })
   * @see https://keras.io/api/layers/activation_layers/elu/
   */
  <Name extends string = never, At = Where>(
    this: This<Where, At>,
    options?: ELUOptions | AsObject<'elu', '{ alpha: 0.5 }', Name>,
  ): Placed<At, SameRule, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Exponential linear unit.
     *
     * @example input([128]).elu({ alpha: 0.5 })
     * @see https://keras.io/api/layers/activation_layers/elu/
     */
    readonly elu: ELU<OnTensor>;
  }
}

/**
 * Exponential linear unit.
 *
 * @example sequential([128], [dense(64), elu({ alpha: 0.5 })])
 * @see https://keras.io/api/layers/activation_layers/elu/
 */
export const elu: ELU<Free> = defineLayer({
  name: 'elu',
  className: 'ELU',
  baseName: 'elu',
  masks: 'pass',
  options: { alpha: optional(number, 1) } satisfies OwnOptions<ELUOptions>,
  spec: () => ({ outputShape: sameShape('elu'), weights: () => [] }),
});
