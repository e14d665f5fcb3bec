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

/** Options of `randomContrast`. */
export interface RandomContrastOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** The same seed gives the same contrasts, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images of random contrast; its signature, wherever it stands. */
export interface RandomContrast<Where extends Place> {
  /**
   * In training, `(x - mean) * contrast + mean` in each channel, a contrast for each image; at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @param factor How far the contrast is from 1, at most: [lower, upper] gives from `1 - lower` to `1 + upper`, and a number,
   * from 0 to 1, as in Keras, from 1 to `1 + factor`.
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 3]).randomContrast([0.2, 0.2], { valueRange: [0, 1] })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_contrast/
   */
  <
    const R extends FactorArg,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    factor: Arg<At, SameImageRule<'randomContrast', F>, Factors<'randomContrast: factor', 'share', R>>,
    options?: RandomContrastOptions<F> | AsObject<'randomContrast', '{ seed: 1 }', Name>,
  ): Placed<At, SameImageRule<'randomContrast', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images of random contrast.
     *
     * @example input([28, 28, 3]).randomContrast([0.2, 0.2], { valueRange: [0, 1] })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_contrast/
     */
    readonly randomContrast: RandomContrast<OnTensor>;
  }
}

/**
 * Images of random contrast.
 *
 * @example sequential([28, 28, 3], [randomContrast([0.2, 0.2]), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_contrast/
 */
export const randomContrast: RandomContrast<Free> = defineLayer({
  name: 'randomContrast',
  className: 'RandomContrast',
  baseName: 'random_contrast',
  random: true,
  takes: { factor: factorKind('share') },
  options: {
    valueRange: optional(rangeKind, [0, 255]),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomContrastOptions>,
  spec: ({ dataFormat }) => ({ outputShape: sameImage('randomContrast', dataFormat), weights: () => [] }),
});
