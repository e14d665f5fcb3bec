import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { seed, share } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import { changeSpace, type SameSpace } from '../../shapes/space.js';
import type { AsObject } from '../options/as-object.js';
import type { Share } from '../options/share.js';

/** Options of `spatialDropout1d`. */
export interface SpatialDropout1DOptions extends LayerOptions {
  /** The same seed gives the same masks, a new one each step. Default: a fresh one. */
  seed?: number;
}

/** The shape stays, if it is that of a sequence. */
export interface SpatialDropout1DRule extends Rule {
  readonly of: ['spatialDropout1d'];
  readonly params: '0';
  readonly out: SameSpace<1, 'spatialDropout1d', this['in'], 'channelsLast'>;
}

/** Dropout of whole features of sequences; its signature, wherever it stands. */
export interface SpatialDropout1D<Where extends Place> {
  /**
   * In training, drops a share `rate` of the features of sequences, each whole, and scales the others up by `1 / (1 - rate)`; at
   * any other time, does nothing. Tompson et al. 2014.
   *
   * Input `[batch, steps, features]`, output the same shape.
   *
   * @param rate The share that is dropped: 0 to 1.
   * @throws ShapeMismatchError where the input is no sequence.
   * @example input([20, 8]).spatialDropout1d(0.2)
   * @see https://keras.io/api/layers/regularization_layers/spatial_dropout1d/
   */
  <const R extends number, Name extends string = never, At = Where>(
    this: This<Where, At>,
    rate: Arg<At, SpatialDropout1DRule, Share<'spatialDropout1d: rate', R>>,
    options?: SpatialDropout1DOptions | AsObject<'spatialDropout1d', '{ seed: 1 }', Name>,
  ): Placed<At, SpatialDropout1DRule, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Dropout of whole features of sequences.
     *
     * @example input([20, 8]).spatialDropout1d(0.2)
     * @see https://keras.io/api/layers/regularization_layers/spatial_dropout1d/
     */
    readonly spatialDropout1d: SpatialDropout1D<OnTensor>;
  }
}

const layer = 'spatialDropout1d';

/**
 * Dropout of whole features of sequences.
 *
 * @example sequential([20, 8], [spatialDropout1d(0.2)])
 * @see https://keras.io/api/layers/regularization_layers/spatial_dropout1d/
 */
export const spatialDropout1d: SpatialDropout1D<Free> = defineLayer({
  name: layer,
  className: 'SpatialDropout1D',
  baseName: 'spatial_dropout1d',
  masks: 'pass',
  random: true,
  takes: { rate: share },
  options: {
    seed: optional(seed),
  } satisfies OwnOptions<SpatialDropout1DOptions>,
  spec: () => ({
    outputShape: (inputs) =>
      changeSpace(1, layer, onlyInput(layer, inputs), 'channelsLast', 'same', (size) => size),
    weights: () => [],
  }),
});
