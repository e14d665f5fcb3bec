import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver } from '../../graph/rule.js';
import { seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type Factor } from '../options/factor.js';
import { valueRange as rangeKind, type ValueRange } from '../options/value-range.js';
import { dataFormat as formatKind } from '../options/window.js';
import { sameColours, type SameColoursRule } from './same-colours.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `randomColorJitter`. */
export interface RandomColorJitterOptions<
  F extends DataFormat = DataFormat,
  S extends Factor | undefined = Factor | undefined,
  H extends Factor | undefined = Factor | undefined,
> extends LayerOptions {
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** The factor of `randomBrightness`, which comes first. Default: none, and so of the others. */
  brightnessFactor?: Factor;
  /** The factor of `randomContrast`. */
  contrastFactor?: Factor;
  /** The factor of `randomSaturation`. */
  saturationFactor?: S;
  /** The factor of `randomHue`. */
  hueFactor?: H;
  /** The same seed gives the same colours, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Saturation and hue are of images of three channels. */
type JitterRule<F extends DataFormat, S, H> = [S, H] extends [undefined, undefined]
  ? SameImageRule<'randomColorJitter', F>
  : SameColoursRule<'randomColorJitter', F>;

/** Images of random colours; its signature, wherever it stands. */
export interface RandomColorJitter<Where extends Place> {
  /**
   * In training, changes brightness, contrast, saturation and hue of each image, those that have a factor; at any other time, does
   * nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @throws ShapeMismatchError where the input is no image, or for saturation and hue its channels are not three.
   * @example input([28, 28, 3]).randomColorJitter({ brightnessFactor: 0.1, hueFactor: 0.2 })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_color_jitter/
   */
  <
    const F extends DataFormat = 'channelsLast',
    const S extends Factor | undefined = undefined,
    const H extends Factor | undefined = undefined,
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, JitterRule<F, S, H>, Given>,
    options?: OptionalArg<
      At,
      JitterRule<F, S, H>,
      Given,
      RandomColorJitterOptions<F, S, H> | AsObject<'randomColorJitter', '{ seed: 1 }', Name>
    >,
  ): Placed<At, JitterRule<F, S, H>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images of random colours.
     *
     * @example input([28, 28, 3]).randomColorJitter({ brightnessFactor: 0.1, hueFactor: 0.2 })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_color_jitter/
     */
    readonly randomColorJitter: RandomColorJitter<OnTensor>;
  }
}

/**
 * Images of random colours.
 *
 * @example sequential([28, 28, 3], [randomColorJitter({ contrastFactor: [0.2, 0.2], hueFactor: 0.2 }), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_color_jitter/
 */
export const randomColorJitter: RandomColorJitter<Free> = defineLayer({
  name: 'randomColorJitter',
  className: 'RandomColorJitter',
  baseName: 'random_color_jitter',
  random: true,
  options: {
    valueRange: optional(rangeKind, [0, 255]),
    brightnessFactor: optional(factorKind('turns')),
    contrastFactor: optional(factorKind('share')),
    saturationFactor: optional(factorKind('turns')),
    hueFactor: optional(factorKind('share')),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomColorJitterOptions>,
  spec: ({ saturationFactor, hueFactor, dataFormat }) => {
    const isOfColours = saturationFactor !== undefined || hueFactor !== undefined;
    const same = isOfColours ? sameColours : sameImage;
    return { outputShape: same('randomColorJitter', dataFormat), weights: () => [] };
  },
});
