import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, This } from '../../graph/rule.js';
import { seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type FactorArg, type Factors } from '../options/factor.js';
import { valueRange as rangeKind, type ValueRange } from '../options/value-range.js';
import { dataFormat as formatKind } from '../options/window.js';
import { sameColours, type SameColoursRule } from './same-colours.js';

/** Options of `randomSaturation`. */
export interface RandomSaturationOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** The same seed gives the same saturations, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images of random saturation; its signature, wherever it stands. */
export interface RandomSaturation<Where extends Place> {
  /**
   * In training, multiplies the saturation of each image by `f / (1 - f)`, for an f of its own: 0.5 changes nothing, 0 and less make it grey; at
   * any other time, does nothing. Of Keras's saturations, what is out of `valueRange` is cut off.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @param factor What is drawn: [lower, upper], of -1 to 1; a number stands, as in Keras, for -factor to factor.
   * @throws ShapeMismatchError where the input is no image, or its channels are not three.
   * @example input([28, 28, 3]).randomSaturation([0.4, 0.6], { valueRange: [0, 1] })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_saturation/
   */
  <
    const R extends FactorArg,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    factor: Arg<At, SameColoursRule<'randomSaturation', F>, Factors<'randomSaturation: factor', 'turns', R>>,
    options?: RandomSaturationOptions<F> | AsObject<'randomSaturation', '{ seed: 1 }', Name>,
  ): Placed<At, SameColoursRule<'randomSaturation', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images of random saturation.
     *
     * @example input([28, 28, 3]).randomSaturation([0.4, 0.6], { valueRange: [0, 1] })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_saturation/
     */
    readonly randomSaturation: RandomSaturation<OnTensor>;
  }
}

/**
 * Images of random saturation.
 *
 * @example sequential([28, 28, 3], [randomSaturation([0.4, 0.6]), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_saturation/
 */
export const randomSaturation: RandomSaturation<Free> = defineLayer({
  name: 'randomSaturation',
  className: 'RandomSaturation',
  baseName: 'random_saturation',
  random: true,
  takes: { factor: factorKind('turns') },
  options: {
    valueRange: optional(rangeKind, [0, 255]),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomSaturationOptions>,
  spec: ({ dataFormat }) => ({ outputShape: sameColours('randomSaturation', dataFormat), weights: () => [] }),
});
