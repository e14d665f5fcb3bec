import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { following, optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { slideSpace, type SlideSpace } from '../../shapes/slide.js';
import type { OtherPadding, Padding } from '../../shapes/window.js';
import type { AsObject } from '../options/as-object.js';
import type { SizeArg, Sizes3 } from '../options/numbers.js';
import { dataFormat, padding, size3, windowOf, type Size } from '../options/window.js';

/** Options of `maxPooling3d`. */
export interface MaxPooling3DOptions<
  St extends SizeArg = Size<3>,
  P extends Padding = Padding,
  F extends DataFormat = DataFormat,
> extends LayerOptions {
  /** How far the window moves: one size, or [depth, height, width]. Default: `poolSize`. */
  strides?: Sizes3<'maxPooling3d: strides', St>;
  /** 'valid': only whole windows; 'same': padded at the edges. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The largest value of each window: `[null, 16, 16, 16, 8]` gives `[null, 8, 8, 8, 8]`. */
export interface MaxPooling3DRule<K, St, P extends Padding, F extends DataFormat> extends Rule {
  readonly of: ['maxPooling3d', K, St, P, F];
  readonly params: '0';
  readonly out: SlideSpace<3, 'maxPooling3d', this['in'], K, St, P, 1, 'same', F>;
}

/** Max pooling over volumes; its signature, wherever it stands. */
export interface MaxPooling3D<Where extends Place> {
  /**
   * Max pooling over volumes: the largest value of each window.
   *
   * Input `[batch, depth, height, width, channels]`, output `[batch, newDepth, newHeight, newWidth, channels]`, where for padding 'valid'
   * `newDepth = floor((depth - poolSize) / strides) + 1`, for 'same' `ceil(depth / strides)`.
   *
   * @param poolSize The window: one size, or [depth, height, width]. Default 2.
   * @throws ShapeMismatchError where the input is no volume, or the window does not fit in it.
   * @example input([16, 16, 16, 1]).maxPooling3d() // [null, 8, 8, 8, 1]
   * @see https://keras.io/api/layers/pooling_layers/max_pooling3d/
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
    this: Receiver<Where, At, MaxPooling3DRule<K, St, P, F>, Given>,
    poolSize?: OptionalArg<At, MaxPooling3DRule<K, St, P, F>, Given, Sizes3<'maxPooling3d: poolSize', K>>,
    options?: OptionalArg<
      At,
      MaxPooling3DRule<K, St, P, F>,
      Given,
      MaxPooling3DOptions<St, P, F> | AsObject<'maxPooling3d', '{ strides: 2 }', Name>
    >,
  ): Placed<At, MaxPooling3DRule<K, St, P, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Max pooling over volumes.
     *
     * @example input([16, 16, 16, 1]).maxPooling3d() // [null, 8, 8, 8, 1]
     * @see https://keras.io/api/layers/pooling_layers/max_pooling3d/
     */
    readonly maxPooling3d: MaxPooling3D<OnTensor>;
  }
}

/**
 * Max pooling over volumes.
 *
 * @example sequential([16, 16, 16, 1], [maxPooling3d()]) // [null, 8, 8, 8, 1]
 * @see https://keras.io/api/layers/pooling_layers/max_pooling3d/
 */
export const maxPooling3d: MaxPooling3D<Free> = defineLayer({
  name: 'maxPooling3d',
  className: 'MaxPooling3D',
  baseName: 'max_pooling3d',
  takes: { poolSize: optional(size3, 2) },
  options: {
    strides: following(size3, 'poolSize'),
    padding: optional(padding, 'valid'),
    dataFormat: optional(dataFormat, 'channelsLast'),
  } satisfies OwnOptions<MaxPooling3DOptions>,
  spec: ({ poolSize, ...options }) => ({
    outputShape: (inputs) =>
      slideSpace('maxPooling3d', onlyInput('maxPooling3d', inputs), windowOf(poolSize, options), 'same'),
    weights: () => [],
  }),
});
