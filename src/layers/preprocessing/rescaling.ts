import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { number } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { AsObject } from '../options/as-object.js';
import type { Amount } from '../options/numbers.js';
import type { Free, OnTensor, Place, Placed, SameRule, This } from '../../graph/rule.js';
import { sameShape } from '../options/same-shape.js';

/** Options of `rescaling`. */
export interface RescalingOptions extends LayerOptions {
  /** What is added after scaling. Default 0. */
  offset?: number;
}

/** Rescaling; its signature, wherever it stands. */
export interface Rescaling<Where extends Place> {
  /**
   * `x * scale + offset` on every value.
   *
   * Input `[batch, ...]`, output the same shape.
   *
   * @param scale What values are multiplied by.
   * @example input([28, 28, 1]).rescaling(1 / 255)
   * @see https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/
   */
  <const S extends number, Name extends string = never, At = Where>(
    this: This<Where, At>,
    scale: Amount<'rescaling: scale', S>,
    options?: RescalingOptions | AsObject<'rescaling', '{ offset: -1 }', Name>,
  ): Placed<At, SameRule, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Rescaling.
     *
     * @example input([28, 28, 1]).rescaling(1 / 255)
     * @see https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/
     */
    readonly rescaling: Rescaling<OnTensor>;
  }
}

/**
 * Rescaling.
 *
 * @example sequential([28, 28, 1], [rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/
 */
export const rescaling: Rescaling<Free> = defineLayer({
  name: 'rescaling',
  className: 'Rescaling',
  baseName: 'rescaling',
  masks: 'pass',
  takes: { scale: number },
  options: { offset: optional(number, 0) } satisfies OwnOptions<RescalingOptions>,
  spec: () => ({ outputShape: sameShape('rescaling'), weights: () => [] }),
});
