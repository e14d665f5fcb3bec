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

/** Options of `randomColorDegeneration`. */
export interface RandomColorDegenerationOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** The same seed gives the same shares, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images of paler colours; its signature, wherever it stands. */
export interface RandomColorDegeneration<Where extends Place> {
  /**
   * In training, mixes each image with the grey one, by a share of its own; at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @param factor The largest share of the grey image: [lower, upper], of -1 to 1; a number stands, as in Keras, for -factor to factor, and below 0 colours
   * become stronger.
   * @throws ShapeMismatchError where the input is no image, or its channels are not three.
   * @example input([28, 28, 3]).randomColorDegeneration([0, 0.5])
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_color_degeneration/
   */
  <
    const R extends FactorArg,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    factor: Arg<
      At,
      SameColoursRule<'randomColorDegeneration', F>,
      Factors<'randomColorDegeneration: factor', 'turns', R>
    >,
    options?: RandomColorDegenerationOptions<F> | AsObject<'randomColorDegeneration', '{ seed: 1 }', Name>,
  ): Placed<At, SameColoursRule<'randomColorDegeneration', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images of paler colours.
     *
     * @example input([28, 28, 3]).randomColorDegeneration([0, 0.5])
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_color_degeneration/
     */
    readonly randomColorDegeneration: RandomColorDegeneration<OnTensor>;
  }
}

/**
 * Images of paler colours.
 *
 * @example sequential([28, 28, 3], [randomColorDegeneration([0, 0.5]), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_color_degeneration/
 */
export const randomColorDegeneration: RandomColorDegeneration<Free> = defineLayer({
  name: 'randomColorDegeneration',
  className: 'RandomColorDegeneration',
  baseName: 'random_color_degeneration',
  random: true,
  takes: { factor: factorKind('turns') },
  options: {
    valueRange: optional(rangeKind, [0, 255]),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomColorDegenerationOptions>,
  spec: ({ dataFormat }) => ({
    outputShape: sameColours('randomColorDegeneration', dataFormat),
    weights: () => [],
  }),
});
