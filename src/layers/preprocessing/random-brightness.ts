import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, This } from '../../graph/rule.js';
import { seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type FactorArg, type Factors } from '../options/factor.js';
import { valueRange as rangeKind, type ValueRange } from '../options/value-range.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `randomBrightness`. */
export interface RandomBrightnessOptions extends LayerOptions {
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** The same seed gives the same amounts, new ones each step. Default: a fresh one. */
  seed?: number;
}

/** Images of random brightness; its signature, wherever it stands. */
export interface RandomBrightness<Where extends Place> {
  /**
   * In training, adds an amount to each image, of its own, and cuts off what is out of range; at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @param factor The largest amount, as a share of the range of values: -1 to 1; or [lower, upper], brighter above 0.
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 3]).randomBrightness(0.2, { valueRange: [0, 1] })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_brightness/
   */
  <const R extends FactorArg, Name extends string = never, At = Where>(
    this: This<Where, At>,
    factor: Arg<At, SameImageRule<'randomBrightness'>, Factors<'randomBrightness: factor', 'turns', R>>,
    options?: RandomBrightnessOptions | AsObject<'randomBrightness', '{ seed: 1 }', Name>,
  ): Placed<At, SameImageRule<'randomBrightness'>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images of random brightness.
     *
     * @example input([28, 28, 3]).randomBrightness(0.2, { valueRange: [0, 1] })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_brightness/
     */
    readonly randomBrightness: RandomBrightness<OnTensor>;
  }
}

/**
 * Images of random brightness.
 *
 * @example sequential([28, 28, 3], [randomBrightness(0.2), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_brightness/
 */
export const randomBrightness: RandomBrightness<Free> = defineLayer({
  name: 'randomBrightness',
  className: 'RandomBrightness',
  baseName: 'random_brightness',
  random: true,
  takes: { factor: factorKind('turns') },
  options: {
    valueRange: optional(rangeKind, [0, 255]),
    seed: optional(seed),
  } satisfies OwnOptions<RandomBrightnessOptions>,
  spec: () => ({ outputShape: sameImage('randomBrightness'), weights: () => [] }),
});
