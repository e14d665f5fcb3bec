import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { seed, share } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, Place, Placed, SameRule, This } from '../../graph/rule.js';

import type { AsObject } from '../options/as-object.js';
import { sameShape } from '../options/same-shape.js';
import type { Share } from '../options/share.js';

/** Options of `gaussianNoise`. */
export interface GaussianNoiseOptions extends LayerOptions {
  /** The same seed gives the same noise, a new one each step. Default: a fresh one. */
  seed?: number;
}

/** Gaussian noise; its signature, wherever it stands. */
export interface GaussianNoise<Where extends Place> {
  /**
   * In training, adds noise of mean 0 and a standard deviation; at any other time, does nothing.
   *
   * Input `[batch, ...]`, output the same shape.
   *
   * @param stddev The standard deviation: 0 to 1.
   * @example input([128]).gaussianNoise(0.1)
   * @see https://keras.io/api/layers/regularization_layers/gaussian_noise/
   */
  <const R extends number, Name extends string = never, At = Where>(
    this: This<Where, At>,
    stddev: Share<'gaussianNoise: stddev', R>,
    options?: GaussianNoiseOptions | AsObject<'gaussianNoise', '{ seed: 1 }', Name>,
  ): Placed<At, SameRule, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Gaussian noise.
     *
     * @example input([128]).gaussianNoise(0.1)
     * @see https://keras.io/api/layers/regularization_layers/gaussian_noise/
     */
    readonly gaussianNoise: GaussianNoise<OnTensor>;
  }
}

/**
 * Gaussian noise.
 *
 * @example sequential([128], [gaussianNoise(0.1), dense(10)])
 * @see https://keras.io/api/layers/regularization_layers/gaussian_noise/
 */
export const gaussianNoise: GaussianNoise<Free> = defineLayer({
  name: 'gaussianNoise',
  className: 'GaussianNoise',
  baseName: 'gaussian_noise',
  masks: 'pass',
  random: true,
  takes: { stddev: share },
  options: { seed: optional(seed) } satisfies OwnOptions<GaussianNoiseOptions>,
  spec: () => ({ outputShape: sameShape('gaussianNoise'), weights: () => [] }),
});
