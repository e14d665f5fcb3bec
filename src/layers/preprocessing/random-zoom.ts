import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, This } from '../../graph/rule.js';
import { seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type Factor, type FactorArg, type Factors } from '../options/factor.js';
import { dataFormat as formatKind } from '../options/window.js';
import { fillOptions, type FillOptions } from './fill.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `randomZoom`. */
export interface RandomZoomOptions<F extends DataFormat = DataFormat> extends LayerOptions, FillOptions {
  /** The same of the width. Default: width and height are zoomed alike, so that proportions stay. */
  widthFactor?: Factor;
  /** The same seed gives the same zooms, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images zoomed at random; its signature, wherever it stands. */
export interface RandomZoom<Where extends Place> {
  /**
   * In training, zooms each image by a factor of its own, around its middle; at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @param heightFactor How much more of the height is seen, at most, or less: above -1, up to 1; or [lower, upper]. Above 0
   * zooms out, below 0 in.
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 1]).randomZoom(0.2)
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_zoom/
   */
  <
    const R extends FactorArg,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    heightFactor: Arg<At, SameImageRule<'randomZoom', F>, Factors<'randomZoom: heightFactor', 'zoom', R>>,
    options?: RandomZoomOptions<F> | AsObject<'randomZoom', '{ seed: 1 }', Name>,
  ): Placed<At, SameImageRule<'randomZoom', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images zoomed at random.
     *
     * @example input([28, 28, 1]).randomZoom(0.2)
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_zoom/
     */
    readonly randomZoom: RandomZoom<OnTensor>;
  }
}

/**
 * Images zoomed at random.
 *
 * @example sequential([28, 28, 1], [randomZoom([-0.2, 0.1], { fillMode: 'constant' }), conv2d(8, 3)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_zoom/
 */
export const randomZoom: RandomZoom<Free> = defineLayer({
  name: 'randomZoom',
  className: 'RandomZoom',
  baseName: 'random_zoom',
  random: true,
  takes: { heightFactor: factorKind('zoom') },
  options: {
    widthFactor: optional(factorKind('zoom')),
    ...fillOptions,
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomZoomOptions>,
  spec: ({ dataFormat }) => ({ outputShape: sameImage('randomZoom', dataFormat), weights: () => [] }),
});
