import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, This } from '../../graph/rule.js';
import { seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type FactorArg, type Factors } from '../options/factor.js';
import { valueRange as rangeKind, type ValueRange } from '../options/value-range.js';
import { dataFormat as formatKind } from '../options/window.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `randomSharpness`. */
export interface RandomSharpnessOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** The same seed gives the same factors, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images of random sharpness; its signature, wherever it stands. */
export interface RandomSharpness<Where extends Place> {
  /**
   * In training, makes each image sharper or softer, by a factor of its own: 0 is a smoothed image, 0.5 the image itself, 1 as much sharper;
   * at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @param factor The largest factor: 0 to 1; or [lower, upper].
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 3]).randomSharpness([0.3, 0.7], { valueRange: [0, 1] })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_sharpness/
   */
  <
    const R extends FactorArg,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    factor: Arg<At, SameImageRule<'randomSharpness', F>, Factors<'randomSharpness: factor', 'share', R>>,
    options?: RandomSharpnessOptions<F> | AsObject<'randomSharpness', '{ seed: 1 }', Name>,
  ): Placed<At, SameImageRule<'randomSharpness', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images of random sharpness.
     *
     * @example input([28, 28, 3]).randomSharpness([0.3, 0.7], { valueRange: [0, 1] })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_sharpness/
     */
    readonly randomSharpness: RandomSharpness<OnTensor>;
  }
}

/**
 * Images of random sharpness.
 *
 * @example sequential([28, 28, 3], [randomSharpness([0.3, 0.7]), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_sharpness/
 */
export const randomSharpness: RandomSharpness<Free> = defineLayer({
  name: 'randomSharpness',
  className: 'RandomSharpness',
  baseName: 'random_sharpness',
  random: true,
  takes: { factor: factorKind('share') },
  options: {
    valueRange: optional(rangeKind, [0, 255]),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomSharpnessOptions>,
  spec: ({ dataFormat }) => ({ outputShape: sameImage('randomSharpness', dataFormat), weights: () => [] }),
});
