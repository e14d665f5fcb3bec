import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, This } from '../../graph/rule.js';
import { seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type FactorArg, type Factors } from '../options/factor.js';
import { dataFormat as formatKind } from '../options/window.js';
import { fillOptions, type FillOptions } from './fill.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `randomTranslation`. */
export interface RandomTranslationOptions<F extends DataFormat = DataFormat>
  extends LayerOptions, FillOptions {
  /** The same seed gives the same shifts, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images shifted at random; its signature, wherever it stands. */
export interface RandomTranslation<Where extends Place> {
  /**
   * In training, shifts each image by amounts of its own; at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @param heightFactor The largest shift up or down, as a share of the height: -1 to 1; or [lower, upper], down above 0.
   * @param widthFactor The same of the width, to the right above 0.
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 1]).randomTranslation(0.1, 0.1)
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_translation/
   */
  <
    const H extends FactorArg,
    const W extends FactorArg,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    heightFactor: Factors<'randomTranslation: heightFactor', 'turns', H>,
    widthFactor: Arg<
      At,
      SameImageRule<'randomTranslation', F>,
      Factors<'randomTranslation: widthFactor', 'turns', W>
    >,
    options?: RandomTranslationOptions<F> | AsObject<'randomTranslation', '{ seed: 1 }', Name>,
  ): Placed<At, SameImageRule<'randomTranslation', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images shifted at random.
     *
     * @example input([28, 28, 1]).randomTranslation(0.1, 0.1)
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_translation/
     */
    readonly randomTranslation: RandomTranslation<OnTensor>;
  }
}

/**
 * Images shifted at random.
 *
 * @example sequential([28, 28, 1], [randomTranslation([-0.1, 0.2], 0.1), conv2d(8, 3)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_translation/
 */
export const randomTranslation: RandomTranslation<Free> = defineLayer({
  name: 'randomTranslation',
  className: 'RandomTranslation',
  baseName: 'random_translation',
  random: true,
  takes: { heightFactor: factorKind('turns'), widthFactor: factorKind('turns') },
  options: {
    ...fillOptions,
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomTranslationOptions>,
  spec: ({ dataFormat }) => ({ outputShape: sameImage('randomTranslation', dataFormat), weights: () => [] }),
});
