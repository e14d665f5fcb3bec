import {
  defineLayer,
  onlyInput,
  type LayerOptions,
  type OwnOptions,
  type WeightSpec,
} from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { slideSpace, type SlideSpace } from '../../shapes/slide.js';
import { spaceParts, type Multiple } from '../../shapes/space.js';
import type { OtherPadding, Padding } from '../../shapes/window.js';
import type { AsObject } from '../options/as-object.js';
import {
  depthMultiplier,
  depthwiseOptions,
  type DepthwiseNumbers,
  type DepthwiseOptions,
} from '../options/depthwise.js';
import type { Count, SizeArg, Sizes } from '../options/numbers.js';
import { dataFormat, padding, size2, windowOf, type Size } from '../options/window.js';

/** Options of `depthwiseConv2d`. */
export interface DepthwiseConv2DOptions<
  St extends SizeArg = Size<2>,
  P extends Padding = Padding,
  D extends SizeArg = Size<2>,
  F extends DataFormat = DataFormat,
  B extends boolean = boolean,
  M extends number = number,
>
  extends LayerOptions, DepthwiseOptions<B> {
  /** How many channels the depthwise kernel makes of each. Default 1. */
  depthMultiplier?: Count<'depthwiseConv2d: depthMultiplier', M>;
  /** How far the window moves: one size, or [height, width]. Default 1. */
  strides?: Sizes<'depthwiseConv2d: strides', St>;
  /** 'valid': no padding; 'same': padded with zeros, so that stride 1 keeps height and width. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** The gaps in the window: one size, or [height, width]. Default 1. */
  dilationRate?: Sizes<'depthwiseConv2d: dilationRate', D>;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** A window over height and width, each channel by kernels of its own: `[null, 28, 28, 8]` gives `[null, 26, 26, 16]`. */
export interface DepthwiseConv2DRule<
  K,
  St,
  P extends Padding,
  D,
  F extends DataFormat,
  B extends boolean = true,
  M extends number = 1,
> extends Rule {
  readonly of: ['depthwiseConv2d', K, St, P, D, F, B, M];
  readonly params: DepthwiseNumbers<2, this['in'], K, M, F, B>;
  readonly out: [M] extends [infer Times extends number]
    ? SlideSpace<2, 'depthwiseConv2d', this['in'], K, St, P, D, Multiple<Times>, F>
    : never;
}

/** 2D depthwise convolution; its signature, wherever it stands. */
export interface DepthwiseConv2D<Where extends Place> {
  /**
   * 2D depthwise convolution: each channel by kernels of its own.
   *
   * Input `[batch, height, width, channels]`, output `[batch, newHeight, newWidth, channels * depthMultiplier]`, where for padding 'valid'
   * `newHeight = floor((height - ((kernelSize - 1) * dilationRate + 1)) / strides) + 1`, for 'same' `ceil(height / strides)`.
   * Weights: `kernel` `[kernelHeight, kernelWidth, channels, depthMultiplier]`, `bias` `[channels * depthMultiplier]`.
   *
   * @param kernelSize The window: one size, or [height, width].
   * @throws ShapeMismatchError where the input is no image, its channels are not known, or the window does not fit in it.
   * @example input([28, 28, 8]).depthwiseConv2d(3, { depthMultiplier: 2 }) // [null, 26, 26, 16]
   * @see https://keras.io/api/layers/convolution_layers/depthwise_convolution2d/
   */
  <
    const K extends SizeArg,
    const St extends SizeArg = 1,
    const P extends Padding = 'valid',
    const D extends SizeArg = 1,
    const F extends DataFormat = 'channelsLast',
    B extends boolean = true,
    const M extends number = 1,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    kernelSize: Arg<At, DepthwiseConv2DRule<K, St, P, D, F, B, M>, Sizes<'depthwiseConv2d: kernelSize', K>>,
    options?:
      DepthwiseConv2DOptions<St, P, D, F, B, M> | AsObject<'depthwiseConv2d', "{ padding: 'same' }", Name>,
  ): Placed<At, DepthwiseConv2DRule<K, St, P, D, F, B, M>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * 2D depthwise convolution.
     *
     * @example input([28, 28, 8]).depthwiseConv2d(3, { depthMultiplier: 2 }) // [null, 26, 26, 16]
     * @see https://keras.io/api/layers/convolution_layers/depthwise_convolution2d/
     */
    readonly depthwiseConv2d: DepthwiseConv2D<OnTensor>;
  }
}

const layer = 'depthwiseConv2d';

/**
 * 2D depthwise convolution.
 *
 * @example sequential([28, 28, 8], [depthwiseConv2d(3, { depthMultiplier: 2 })]) // [null, 26, 26, 16]
 * @see https://keras.io/api/layers/convolution_layers/depthwise_convolution2d/
 */
export const depthwiseConv2d: DepthwiseConv2D<Free> = defineLayer({
  name: layer,
  className: 'DepthwiseConv2D',
  baseName: 'depthwise_conv2d',
  takes: { kernelSize: size2 },
  options: {
    depthMultiplier,
    strides: optional(size2, 1),
    padding: optional(padding, 'valid'),
    dilationRate: optional(size2, 1),
    dataFormat: optional(dataFormat, 'channelsLast'),
    ...depthwiseOptions,
  } satisfies OwnOptions<DepthwiseConv2DOptions>,
  spec: ({
    kernelSize,
    depthMultiplier: times,
    useBias,
    depthwiseInitializer,
    biasInitializer,
    ...options
  }) => {
    const window = windowOf(kernelSize, options);
    return {
      outputShape: (inputs) => slideSpace(layer, onlyInput(layer, inputs), window, { times }),
      weights: ([shape]): readonly WeightSpec[] => {
        const channels = Number(spaceParts(shape!, window.format).channels);
        return [
          {
            name: 'kernel',
            shape: [...kernelSize, channels, times],
            trainable: true,
            initializer: depthwiseInitializer,
          },
          ...(useBias
            ? [{ name: 'bias', shape: [channels * times], trainable: true, initializer: biasInitializer }]
            : []),
        ];
      },
    };
  },
});
