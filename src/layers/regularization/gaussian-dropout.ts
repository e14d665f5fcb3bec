import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { seed, share } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, Place, Placed, SameRule, This } from '../../graph/rule.js';

import type { AsObject } from '../options/as-object.js';
import { sameShape } from '../options/same-shape.js';
import type { Share } from '../options/share.js';

/** Options of `gaussianDropout`. */
export interface GaussianDropoutOptions extends LayerOptions {
  /** The same seed gives the same noise, a new one each step. Default: a fresh one. */
  seed?: number;
}

/** Gaussian dropout; its signature, wherever it stands. */
export interface GaussianDropout<Where extends Place> {
  /**
   * In training, multiplies by noise of mean 1 and standard deviation `sqrt(rate / (1 - rate))`; at any other time, does
   * nothing. Srivastava et al. 2014.
   *
   * Input `[batch, ...]`, output the same shape.
   *
   * @param rate As of `dropout`: 0 to 1.
   * @example input([128]).gaussianDropout(0.2)
   * @see https://keras.io/api/layers/regularization_layers/gaussian_dropout/
   */
  <const R extends number, Name extends string = never, At = Where>(
    this: This<Where, At>,
    rate: Share<'gaussianDropout: rate', R>,
    options?: GaussianDropoutOptions | AsObject<'gaussianDropout', '{ seed: 1 }', Name>,
  ): Placed<At, SameRule, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Gaussian dropout.
     *
     * @example input([128]).gaussianDropout(0.2)
     * @see https://keras.io/api/layers/regularization_layers/gaussian_dropout/
     */
    readonly gaussianDropout: GaussianDropout<OnTensor>;
  }
}

/**
 * Gaussian dropout.
 *
 * @example sequential([128], [gaussianDropout(0.2), dense(10)])
 * @see https://keras.io/api/layers/regularization_layers/gaussian_dropout/
 */
export const gaussianDropout: GaussianDropout<Free> = defineLayer({
  name: 'gaussianDropout',
  className: 'GaussianDropout',
  baseName: 'gaussian_dropout',
  masks: 'pass',
  random: true,
  takes: { rate: share },
  options: { seed: optional(seed) } satisfies OwnOptions<GaussianDropoutOptions>,
  spec: () => ({ outputShape: sameShape('gaussianDropout'), weights: () => [] }),
});
