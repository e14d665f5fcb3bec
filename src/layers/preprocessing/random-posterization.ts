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

/** Options of `randomPosterization`. */
export interface RandomPosterizationOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** The same seed gives the same numbers of bits, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images of fewer colours; its signature, wherever it stands. */
export interface RandomPosterization<Where extends Place> {
  /**
   * In training, keeps so many bits of the 8 that a value has, for each image its own number; at any other time, does nothing. No gradient
   * comes through it.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @param factor How many bits: [lower, upper], upper itself is not among them unless both are the same; a number stands for 1 to that. 1 to 8.
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 3]).randomPosterization([4, 7], { valueRange: [0, 1] })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_posterization/
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
      SameImageRule<'randomPosterization', F>,
      Factors<'randomPosterization: factor', 'bits', R>
    >,
    options?: RandomPosterizationOptions<F> | AsObject<'randomPosterization', '{ seed: 1 }', Name>,
  ): Placed<At, SameImageRule<'randomPosterization', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images of fewer colours.
     *
     * @example input([28, 28, 3]).randomPosterization([4, 7], { valueRange: [0, 1] })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_posterization/
     */
    readonly randomPosterization: RandomPosterization<OnTensor>;
  }
}

/**
 * Images of fewer colours.
 *
 * @example sequential([28, 28, 3], [randomPosterization([4, 7]), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_posterization/
 */
export const randomPosterization: RandomPosterization<Free> = defineLayer({
  name: 'randomPosterization',
  className: 'RandomPosterization',
  baseName: 'random_posterization',
  random: true,
  takes: { factor: factorKind('bits') },
  options: {
    valueRange: optional(rangeKind, [0, 255]),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomPosterizationOptions>,
  spec: ({ dataFormat }) => ({
    outputShape: sameImage('randomPosterization', dataFormat),
    weights: () => [],
  }),
});
