import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { following, optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { slideSpace, type SlideSpace } from '../../shapes/slide.js';
import type { OtherPadding, Padding } from '../../shapes/window.js';
import type { AsObject } from '../options/as-object.js';
import type { SizeArg, Sizes1 } from '../options/numbers.js';
import { dataFormat, padding, size1, windowOf, type Size } from '../options/window.js';

/** Options of `averagePooling1d`. */
export interface AveragePooling1DOptions<
  St extends SizeArg = Size<1>,
  P extends Padding = Padding,
  F extends DataFormat = DataFormat,
> extends LayerOptions {
  /** How far the window moves: one size. Default: `poolSize`. */
  strides?: Sizes1<'averagePooling1d: strides', St>;
  /** 'valid': only whole windows; 'same': padded at the edges. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The mean of each window: `[null, 100, 8]` gives `[null, 50, 8]`. */
export interface AveragePooling1DRule<K, St, P extends Padding, F extends DataFormat> extends Rule {
  readonly of: ['averagePooling1d', K, St, P, F];
  readonly params: '0';
  readonly out: SlideSpace<1, 'averagePooling1d', this['in'], K, St, P, 1, 'same', F>;
}

/** Average pooling over steps; its signature, wherever it stands. */
export interface AveragePooling1D<Where extends Place> {
  /**
   * Average pooling over steps: the mean of each window.
   *
   * Input `[batch, steps, channels]`, output `[batch, newSteps, channels]`, where for padding 'valid'
   * `newSteps = floor((steps - poolSize) / strides) + 1`, for 'same' `ceil(steps / strides)`.
   *
   * @param poolSize The window: one size. Default 2.
   * @throws ShapeMismatchError where the input has no steps and channels, or the window does not fit in it.
   * @example input([100, 8]).averagePooling1d() // [null, 50, 8]
   * @see https://keras.io/api/layers/pooling_layers/average_pooling1d/
   */
  <
    const K extends SizeArg = 2,
    const St extends SizeArg = K,
    const P extends Padding = 'valid',
    const F extends DataFormat = 'channelsLast',
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, AveragePooling1DRule<K, St, P, F>, Given>,
    poolSize?: OptionalArg<
      At,
      AveragePooling1DRule<K, St, P, F>,
      Given,
      Sizes1<'averagePooling1d: poolSize', K>
    >,
    options?: OptionalArg<
      At,
      AveragePooling1DRule<K, St, P, F>,
      Given,
      AveragePooling1DOptions<St, P, F> | AsObject<'averagePooling1d', '{ strides: 2 }', Name>
    >,
  ): Placed<At, AveragePooling1DRule<K, St, P, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Average pooling over steps.
     *
     * @example input([100, 8]).averagePooling1d() // [null, 50, 8]
     * @see https://keras.io/api/layers/pooling_layers/average_pooling1d/
     */
    readonly averagePooling1d: AveragePooling1D<OnTensor>;
  }
}

/**
 * Average pooling over steps.
 *
 * @example sequential([100, 8], [averagePooling1d()]) // [null, 50, 8]
 * @see https://keras.io/api/layers/pooling_layers/average_pooling1d/
 */
export const averagePooling1d: AveragePooling1D<Free> = defineLayer({
  name: 'averagePooling1d',
  className: 'AveragePooling1D',
  baseName: 'average_pooling1d',
  takes: { poolSize: optional(size1, 2) },
  options: {
    strides: following(size1, 'poolSize'),
    padding: optional(padding, 'valid'),
    dataFormat: optional(dataFormat, 'channelsLast'),
  } satisfies OwnOptions<AveragePooling1DOptions>,
  spec: ({ poolSize, ...options }) => ({
    outputShape: (inputs) =>
      slideSpace(
        'averagePooling1d',
        onlyInput('averagePooling1d', inputs),
        windowOf(poolSize, options),
        'same',
      ),
    weights: () => [],
  }),
});
