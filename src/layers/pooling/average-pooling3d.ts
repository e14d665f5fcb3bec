import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { following, optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { slideSpace, type SlideSpace } from '../../shapes/slide.js';
import type { OtherPadding, Padding } from '../../shapes/window.js';
import type { AsObject } from '../options/as-object.js';
import type { SizeArg, Sizes3 } from '../options/numbers.js';
import { dataFormat, padding, size3, windowOf, type Size } from '../options/window.js';

/** Options of `averagePooling3d`. */
export interface AveragePooling3DOptions<
  St extends SizeArg = Size<3>,
  P extends Padding = Padding,
  F extends DataFormat = DataFormat,
> extends LayerOptions {
  /** How far the window moves: one size, or [depth, height, width]. Default: `poolSize`. */
  strides?: Sizes3<'averagePooling3d: strides', St>;
  /** 'valid': only whole windows; 'same': padded at the edges. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The mean of each window: `[null, 16, 16, 16, 8]` gives `[null, 8, 8, 8, 8]`. */
export interface AveragePooling3DRule<K, St, P extends Padding, F extends DataFormat> extends Rule {
  readonly of: ['averagePooling3d', K, St, P, F];
  readonly params: '0';
  readonly out: SlideSpace<3, 'averagePooling3d', this['in'], K, St, P, 1, 'same', F>;
}

/** Average pooling over volumes; its signature, wherever it stands. */
export interface AveragePooling3D<Where extends Place> {
  /**
   * Average pooling over volumes: the mean of each window.
   *
   * Input `[batch, depth, height, width, channels]`, output `[batch, newDepth, newHeight, newWidth, channels]`, where for padding 'valid'
   * `newDepth = floor((depth - poolSize) / strides) + 1`, for 'same' `ceil(depth / strides)`.
   *
   * @param poolSize The window: one size, or [depth, height, width]. Default 2.
   * @throws ShapeMismatchError where the input is no volume, or the window does not fit in it.
   * @example input([16, 16, 16, 1]).averagePooling3d() // [null, 8, 8, 8, 1]
   * @see https://keras.io/api/layers/pooling_layers/average_pooling3d/
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
    this: Receiver<Where, At, AveragePooling3DRule<K, St, P, F>, Given>,
    poolSize?: OptionalArg<
      At,
      AveragePooling3DRule<K, St, P, F>,
      Given,
      Sizes3<'averagePooling3d: poolSize', K>
    >,
    options?: OptionalArg<
      At,
      AveragePooling3DRule<K, St, P, F>,
      Given,
      AveragePooling3DOptions<St, P, F> | AsObject<'averagePooling3d', '{ strides: 2 }', Name>
    >,
  ): Placed<At, AveragePooling3DRule<K, St, P, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Average pooling over volumes.
     *
     * @example input([16, 16, 16, 1]).averagePooling3d() // [null, 8, 8, 8, 1]
     * @see https://keras.io/api/layers/pooling_layers/average_pooling3d/
     */
    readonly averagePooling3d: AveragePooling3D<OnTensor>;
  }
}

/**
 * Average pooling over volumes.
 *
 * @example sequential([16, 16, 16, 1], [averagePooling3d()]) // [null, 8, 8, 8, 1]
 * @see https://keras.io/api/layers/pooling_layers/average_pooling3d/
 */
export const averagePooling3d: AveragePooling3D<Free> = defineLayer({
  name: 'averagePooling3d',
  className: 'AveragePooling3D',
  baseName: 'average_pooling3d',
  takes: { poolSize: optional(size3, 2) },
  options: {
    strides: following(size3, 'poolSize'),
    padding: optional(padding, 'valid'),
    dataFormat: optional(dataFormat, 'channelsLast'),
  } satisfies OwnOptions<AveragePooling3DOptions>,
  spec: ({ poolSize, ...options }) => ({
    outputShape: (inputs) =>
      slideSpace(
        'averagePooling3d',
        onlyInput('averagePooling3d', inputs),
        windowOf(poolSize, options),
        'same',
      ),
    weights: () => [],
  }),
});
