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

/** Options of `randomHue`. */
export interface RandomHueOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** The same seed gives the same hues, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images of random hue; its signature, wherever it stands. */
export interface RandomHue<Where extends Place> {
  /**
   * In training, turns the hue of each image by an angle of its own, either way; at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @param factor The largest angle, as a share of half a turn: 0 to 1; or [lower, upper].
   * @throws ShapeMismatchError where the input is no image, or its channels are not three.
   * @example input([28, 28, 3]).randomHue(0.2, { valueRange: [0, 1] })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_hue/
   */
  <
    const R extends FactorArg,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    factor: Arg<At, SameColoursRule<'randomHue', F>, Factors<'randomHue: factor', 'share', R>>,
    options?: RandomHueOptions<F> | AsObject<'randomHue', '{ seed: 1 }', Name>,
  ): Placed<At, SameColoursRule<'randomHue', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images of random hue.
     *
     * @example input([28, 28, 3]).randomHue(0.2, { valueRange: [0, 1] })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_hue/
     */
    readonly randomHue: RandomHue<OnTensor>;
  }
}

/**
 * Images of random hue.
 *
 * @example sequential([28, 28, 3], [randomHue(0.2), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_hue/
 */
export const randomHue: RandomHue<Free> = defineLayer({
  name: 'randomHue',
  className: 'RandomHue',
  baseName: 'random_hue',
  random: true,
  takes: { factor: factorKind('share') },
  options: {
    valueRange: optional(rangeKind, [0, 255]),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomHueOptions>,
  spec: ({ dataFormat }) => ({ outputShape: sameColours('randomHue', dataFormat), weights: () => [] }),
});
