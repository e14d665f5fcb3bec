import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { seed, share } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, Place, Placed, SameRule, This } from '../../graph/rule.js';
import type { AsObject } from '../options/as-object.js';
import { noiseShape } from '../options/noise-shape.js';
import { sameShape } from '../options/same-shape.js';
import type { Share } from '../options/share.js';

/** Options of `dropout`. */
export interface DropoutOptions extends LayerOptions {
  /** The shape of the mask, null for an axis of the input's size: `[null, 1, null]` drops whole rows. Default: the input's. */
  noiseShape?: readonly (number | null)[];
  /** The same seed gives the same masks, a new one each step. Default: a fresh one. */
  seed?: number;
}

/** Dropout; its signature, wherever it stands. */
export interface Dropout<Where extends Place> {
  /**
   * In training, sets a share `rate` of the values to zero and scales the others up by `1 / (1 - rate)`;
   * at any other time, does nothing. Srivastava et al. 2014.
   *
   * Input `[batch, ...]`, output the same shape.
   *
   * @param rate The share that is dropped: 0 to 1.
   * @example input([128]).dropout(0.5)
   * @see https://keras.io/api/layers/regularization_layers/dropout/
   */
  <const R extends number, Name extends string = never, At = Where>(
    this: This<Where, At>,
    rate: Share<'dropout: rate', R>,
    options?: DropoutOptions | AsObject<'dropout', '{ seed: 1 }', Name>,
  ): Placed<At, SameRule, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Dropout.
     *
     * @example input([128]).dropout(0.5)
     * @see https://keras.io/api/layers/regularization_layers/dropout/
     */
    readonly dropout: Dropout<OnTensor>;
  }
}

/**
 * Dropout.
 *
 * @example sequential([128], [dropout(0.5), dense(10)])
 * @see https://keras.io/api/layers/regularization_layers/dropout/
 */
export const dropout: Dropout<Free> = defineLayer({
  name: 'dropout',
  className: 'Dropout',
  baseName: 'dropout',
  masks: 'pass',
  random: true,
  takes: { rate: share },
  options: {
    noiseShape: optional(noiseShape),
    seed: optional(seed),
  } satisfies OwnOptions<DropoutOptions>,
  spec: () => ({ outputShape: sameShape('dropout'), weights: () => [] }),
});
