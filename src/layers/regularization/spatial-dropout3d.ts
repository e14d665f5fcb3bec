import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { seed, share } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import { changeSpace, type SameSpace } from '../../shapes/space.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import type { Share } from '../options/share.js';
import { dataFormat as formatKind } from '../options/window.js';

/** Options of `spatialDropout3d`. */
export interface SpatialDropout3DOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
  /** The same seed gives the same masks, a new one each step. Default: a fresh one. */
  seed?: number;
}

/** The shape stays, if it is that of volumes. */
export interface SpatialDropout3DRule<F extends DataFormat> extends Rule {
  readonly of: ['spatialDropout3d', F];
  readonly params: '0';
  readonly out: SameSpace<3, 'spatialDropout3d', this['in'], F>;
}

/** Dropout of whole channels of volumes; its signature, wherever it stands. */
export interface SpatialDropout3D<Where extends Place> {
  /**
   * In training, drops a share `rate` of the channels of volumes, each whole, and scales the others up by `1 / (1 - rate)`; at
   * any other time, does nothing. Tompson et al. 2014.
   *
   * Input `[batch, depth, height, width, channels]`, output the same shape.
   *
   * @param rate The share that is dropped: 0 to 1.
   * @throws ShapeMismatchError where the input is no volume.
   * @example input([8, 8, 8, 2]).spatialDropout3d(0.2)
   * @see https://keras.io/api/layers/regularization_layers/spatial_dropout3d/
   */
  <
    const R extends number,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    rate: Arg<At, SpatialDropout3DRule<F>, Share<'spatialDropout3d: rate', R>>,
    options?:
      SpatialDropout3DOptions<F> | AsObject<'spatialDropout3d', "{ dataFormat: 'channelsFirst' }", Name>,
  ): Placed<At, SpatialDropout3DRule<F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Dropout of whole channels of volumes.
     *
     * @example input([8, 8, 8, 2]).spatialDropout3d(0.2)
     * @see https://keras.io/api/layers/regularization_layers/spatial_dropout3d/
     */
    readonly spatialDropout3d: SpatialDropout3D<OnTensor>;
  }
}

const layer = 'spatialDropout3d';

/**
 * Dropout of whole channels of volumes.
 *
 * @example sequential([8, 8, 8, 2], [spatialDropout3d(0.2)])
 * @see https://keras.io/api/layers/regularization_layers/spatial_dropout3d/
 */
export const spatialDropout3d: SpatialDropout3D<Free> = defineLayer({
  name: layer,
  className: 'SpatialDropout3D',
  baseName: 'spatial_dropout3d',
  masks: 'pass',
  random: true,
  takes: { rate: share },
  options: {
    dataFormat: optional(formatKind, 'channelsLast'),
    seed: optional(seed),
  } satisfies OwnOptions<SpatialDropout3DOptions>,
  spec: ({ dataFormat }) => ({
    outputShape: (inputs) =>
      changeSpace(3, layer, onlyInput(layer, inputs), dataFormat, 'same', (size) => size),
    weights: () => [],
  }),
});
