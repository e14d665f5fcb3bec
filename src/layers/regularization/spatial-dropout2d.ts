import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { seed, share } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import { changeSpace, type SameSpace } from '../../shapes/space.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import type { Share } from '../options/share.js';
import { dataFormat as formatKind } from '../options/window.js';

/** Options of `spatialDropout2d`. */
export interface SpatialDropout2DOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
  /** The same seed gives the same masks, a new one each step. Default: a fresh one. */
  seed?: number;
}

/** The shape stays, if it is that of images. */
export interface SpatialDropout2DRule<F extends DataFormat> extends Rule {
  readonly of: ['spatialDropout2d', F];
  readonly params: '0';
  readonly out: SameSpace<2, 'spatialDropout2d', this['in'], F>;
}

/** Dropout of whole channels of images; its signature, wherever it stands. */
export interface SpatialDropout2D<Where extends Place> {
  /**
   * In training, drops a share `rate` of the channels of images, each whole, and scales the others up by `1 / (1 - rate)`; at
   * any other time, does nothing. Tompson et al. 2014.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @param rate The share that is dropped: 0 to 1.
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 3]).conv2d(8, 3).spatialDropout2d(0.2)
   * @see https://keras.io/api/layers/regularization_layers/spatial_dropout2d/
   */
  <
    const R extends number,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    rate: Arg<At, SpatialDropout2DRule<F>, Share<'spatialDropout2d: rate', R>>,
    options?:
      SpatialDropout2DOptions<F> | AsObject<'spatialDropout2d', "{ dataFormat: 'channelsFirst' }", Name>,
  ): Placed<At, SpatialDropout2DRule<F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Dropout of whole channels of images.
     *
     * @example input([28, 28, 3]).conv2d(8, 3).spatialDropout2d(0.2)
     * @see https://keras.io/api/layers/regularization_layers/spatial_dropout2d/
     */
    readonly spatialDropout2d: SpatialDropout2D<OnTensor>;
  }
}

const layer = 'spatialDropout2d';

/**
 * Dropout of whole channels of images.
 *
 * @example sequential([28, 28, 3], [conv2d(8, 3), spatialDropout2d(0.2)])
 * @see https://keras.io/api/layers/regularization_layers/spatial_dropout2d/
 */
export const spatialDropout2d: SpatialDropout2D<Free> = defineLayer({
  name: layer,
  className: 'SpatialDropout2D',
  baseName: 'spatial_dropout2d',
  masks: 'pass',
  random: true,
  takes: { rate: share },
  options: {
    dataFormat: optional(formatKind, 'channelsLast'),
    seed: optional(seed),
  } satisfies OwnOptions<SpatialDropout2DOptions>,
  spec: ({ dataFormat }) => ({
    outputShape: (inputs) =>
      changeSpace(2, layer, onlyInput(layer, inputs), dataFormat, 'same', (size) => size),
    weights: () => [],
  }),
});
