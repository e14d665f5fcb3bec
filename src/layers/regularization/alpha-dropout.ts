import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { seed, share } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, Place, Placed, SameRule, This } from '../../graph/rule.js';
import type { AsObject } from '../options/as-object.js';
import { noiseShape } from '../options/noise-shape.js';
import { sameShape } from '../options/same-shape.js';
import type { Share } from '../options/share.js';

/** Options of `alphaDropout`. */
export interface AlphaDropoutOptions extends LayerOptions {
  /** The shape of the mask, null for an axis of the input's size: `[null, 1, null]` drops whole rows. Default: the input's. */
  noiseShape?: readonly (number | null)[];
  /** The same seed gives the same masks, a new one each step. Default: a fresh one. */
  seed?: number;
}

/** Alpha dropout; its signature, wherever it stands. */
export interface AlphaDropout<Where extends Place> {
  /**
   * In training, sets a share `rate` of the values to what `selu` tends to, and keeps mean and variance as they were; at any
   * other time, does nothing. Klambauer et al. 2017.
   *
   * Input `[batch, ...]`, output the same shape.
   *
   * @param rate The share that is dropped: 0 to 1.
   * @example input([128]).activation('selu').alphaDropout(0.1)
   * @see https://keras.io/api/layers/regularization_layers/alpha_dropout/
   */
  <const R extends number, Name extends string = never, At = Where>(
    this: This<Where, At>,
    rate: Share<'alphaDropout: rate', R>,
    options?: AlphaDropoutOptions | AsObject<'alphaDropout', '{ seed: 1 }', Name>,
  ): Placed<At, SameRule, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Alpha dropout.
     *
     * @example input([128]).activation('selu').alphaDropout(0.1)
     * @see https://keras.io/api/layers/regularization_layers/alpha_dropout/
     */
    readonly alphaDropout: AlphaDropout<OnTensor>;
  }
}

/**
 * Alpha dropout.
 *
 * @example sequential([128], [dense(64, { activation: 'selu' }), alphaDropout(0.1)])
 * @see https://keras.io/api/layers/regularization_layers/alpha_dropout/
 */
export const alphaDropout: AlphaDropout<Free> = defineLayer({
  name: 'alphaDropout',
  className: 'AlphaDropout',
  baseName: 'alpha_dropout',
  masks: 'pass',
  random: true,
  takes: { rate: share },
  options: {
    noiseShape: optional(noiseShape),
    seed: optional(seed),
  } satisfies OwnOptions<AlphaDropoutOptions>,
  spec: () => ({ outputShape: sameShape('alphaDropout'), weights: () => [] }),
});
