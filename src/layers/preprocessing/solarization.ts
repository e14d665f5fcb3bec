import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver } from '../../graph/rule.js';
import { seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type Factor } from '../options/factor.js';
import { valueRange as rangeKind, type ValueRange } from '../options/value-range.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `solarization`. */
export interface SolarizationOptions extends LayerOptions {
  /** The largest amount, as a share of the range of values: 0 to 1; or [lower, upper], where lower counts, as in Keras, in 255ths. Default 0. */
  additionFactor?: Factor;
  /** The highest threshold, likewise. Default 0: all is inverted. */
  thresholdFactor?: Factor;
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** The same seed gives the same numbers, new ones each step. Default: a fresh one. */
  seed?: number;
}

/** Images solarized at random; its signature, wherever it stands. */
export interface Solarization<Where extends Place> {
  /**
   * In training, adds an amount to each image, and then inverts the values from a threshold on, both its own; at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 3]).solarization({ thresholdFactor: [0.5, 0.9], valueRange: [0, 1] })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/solarization/
   */
  <Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, SameImageRule<'solarization'>, Given>,
    options?: OptionalArg<
      At,
      SameImageRule<'solarization'>,
      Given,
      SolarizationOptions | AsObject<'solarization', '{ valueRange: [0, 1] }', Name>
    >,
  ): Placed<At, SameImageRule<'solarization'>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images solarized at random.
     *
     * @example input([28, 28, 3]).solarization({ thresholdFactor: [0.5, 0.9], valueRange: [0, 1] })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/solarization/
     */
    readonly solarization: Solarization<OnTensor>;
  }
}

/**
 * Images solarized at random.
 *
 * @example sequential([28, 28, 3], [solarization({ thresholdFactor: 0.8 }), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/solarization/
 */
export const solarization: Solarization<Free> = defineLayer({
  name: 'solarization',
  className: 'Solarization',
  baseName: 'solarization',
  random: true,

  options: {
    additionFactor: optional(factorKind('share'), 0),
    thresholdFactor: optional(factorKind('share'), 0),
    valueRange: optional(rangeKind, [0, 255]),
    seed: optional(seed),
  } satisfies OwnOptions<SolarizationOptions>,
  spec: () => ({ outputShape: sameImage('solarization'), weights: () => [] }),
});
