import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver } from '../../graph/rule.js';
import { seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type Factor } from '../options/factor.js';
import { valueRange as rangeKind, type ValueRange } from '../options/value-range.js';
import { dataFormat as formatKind } from '../options/window.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `randomInvert`. */
export interface RandomInvertOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** How likely an image is inverted: [lower, upper], between which it is drawn; a number stands for 0 to that. Default 1. */
  factor?: Factor;
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** The same seed gives the same choices, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images inverted at random; its signature, wherever it stands. */
export interface RandomInvert<Where extends Place> {
  /**
   * In training, makes negatives of some images: what is least becomes the largest; at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 3]).randomInvert({ factor: 0.2, valueRange: [0, 1] })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_invert/
   */
  <const F extends DataFormat = 'channelsLast', Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, SameImageRule<'randomInvert', F>, Given>,
    options?: OptionalArg<
      At,
      SameImageRule<'randomInvert', F>,
      Given,
      RandomInvertOptions<F> | AsObject<'randomInvert', '{ seed: 1 }', Name>
    >,
  ): Placed<At, SameImageRule<'randomInvert', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images inverted at random.
     *
     * @example input([28, 28, 3]).randomInvert({ factor: 0.2, valueRange: [0, 1] })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_invert/
     */
    readonly randomInvert: RandomInvert<OnTensor>;
  }
}

/**
 * Images inverted at random.
 *
 * @example sequential([28, 28, 3], [randomInvert({ factor: 0.2 }), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_invert/
 */
export const randomInvert: RandomInvert<Free> = defineLayer({
  name: 'randomInvert',
  className: 'RandomInvert',
  baseName: 'random_invert',
  random: true,

  options: {
    factor: optional(factorKind('share'), 1),
    valueRange: optional(rangeKind, [0, 255]),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomInvertOptions>,
  spec: ({ dataFormat }) => ({ outputShape: sameImage('randomInvert', dataFormat), weights: () => [] }),
});
