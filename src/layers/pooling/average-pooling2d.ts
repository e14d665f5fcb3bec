import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { following, optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { SlideImage } from '../../shapes/images.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { slideSpace } from '../../shapes/slide.js';
import type { OtherPadding, Padding, Size2 } from '../../shapes/window.js';
import type { AsObject } from '../options/as-object.js';
import type { SizeArg, Sizes } from '../options/numbers.js';
import { dataFormat, padding, size2, windowOf } from '../options/window.js';

/** Options of `averagePooling2d`. */
export interface AveragePooling2DOptions<
  St extends SizeArg = Size2,
  P extends Padding = Padding,
  F extends DataFormat = DataFormat,
> extends LayerOptions {
  /** How far the window moves: one size, or [height, width]. Default: `poolSize`. */
  strides?: Sizes<'averagePooling2d: strides', St>;
  /** 'valid': only whole windows; 'same': padded at the edges. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The mean of each window: `[null, 26, 26, 32]` gives `[null, 13, 13, 32]`. */
export interface AveragePooling2DRule<K, St, P extends Padding, F extends DataFormat> extends Rule {
  readonly of: ['averagePooling2d', K, St, P, F];
  readonly params: '0';
  readonly out: SlideImage<'averagePooling2d', this['in'], K, St, P, 1, 'same', F>;
}

/** Average pooling over images; its signature, wherever it stands. */
export interface AveragePooling2D<Where extends Place> {
  /**
   * Average pooling over images: the mean of each window.
   *
   * Input `[batch, height, width, channels]`, output `[batch, newHeight, newWidth, channels]`, where for padding 'valid'
   * `newHeight = floor((height - poolSize) / strides) + 1`, for 'same' `ceil(height / strides)`.
   *
   * @param poolSize The window: one size, or [height, width]. Default 2.
   * @throws ShapeMismatchError where the input is no image, or the window does not fit in it.
   * @example input([28, 28, 1]).averagePooling2d() // [null, 14, 14, 1]
   * @see https://keras.io/api/layers/pooling_layers/average_pooling2d/
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
    this: Receiver<Where, At, AveragePooling2DRule<K, St, P, F>, Given>,
    poolSize?: OptionalArg<
      At,
      AveragePooling2DRule<K, St, P, F>,
      Given,
      Sizes<'averagePooling2d: poolSize', K>
    >,
    options?: OptionalArg<
      At,
      AveragePooling2DRule<K, St, P, F>,
      Given,
      AveragePooling2DOptions<St, P, F> | AsObject<'averagePooling2d', '{ strides: 2 }', Name>
    >,
  ): Placed<At, AveragePooling2DRule<K, St, P, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Average pooling over images.
     *
     * @example input([28, 28, 1]).averagePooling2d() // [null, 14, 14, 1]
     * @see https://keras.io/api/layers/pooling_layers/average_pooling2d/
     */
    readonly averagePooling2d: AveragePooling2D<OnTensor>;
  }
}

/**
 * Average pooling over images.
 *
 * @example sequential([28, 28, 1], [averagePooling2d()]) // [null, 14, 14, 1]
 * @see https://keras.io/api/layers/pooling_layers/average_pooling2d/
 */
export const averagePooling2d: AveragePooling2D<Free> = defineLayer({
  name: 'averagePooling2d',
  className: 'AveragePooling2D',
  baseName: 'average_pooling2d',
  takes: { poolSize: optional(size2, 2) },
  options: {
    strides: following(size2, 'poolSize'),
    padding: optional(padding, 'valid'),
    dataFormat: optional(dataFormat, 'channelsLast'),
  } satisfies OwnOptions<AveragePooling2DOptions>,
  spec: ({ poolSize, ...options }) => ({
    outputShape: (inputs) =>
      slideSpace(
        'averagePooling2d',
        onlyInput('averagePooling2d', inputs),
        windowOf(poolSize, options),
        'same',
      ),
    weights: () => [],
  }),
});
