import {
  defineLayer,
  onlyInput,
  type LayerOptions,
  type OwnOptions,
  type WeightSpec,
} from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import { count } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { slideSpace, type SlideSpace } from '../../shapes/slide.js';
import { spaceParts } from '../../shapes/space.js';
import type { OtherPadding, Padding } from '../../shapes/window.js';
import type { AsObject } from '../options/as-object.js';
import {
  depthMultiplier,
  depthwiseOptions,
  pointwiseOptions,
  type DepthwiseOptions,
  type PointwiseOptions,
  type SeparableNumbers,
} from '../options/depthwise.js';
import type { Count, CountArg, SizeArg, Sizes } from '../options/numbers.js';
import { dataFormat, padding, size2, windowOf, type Size } from '../options/window.js';

/** Options of `separableConv2d`. */
export interface SeparableConv2DOptions<
  St extends SizeArg = Size<2>,
  P extends Padding = Padding,
  D extends SizeArg = Size<2>,
  F extends DataFormat = DataFormat,
  B extends boolean = boolean,
  M extends number = number,
>
  extends LayerOptions, DepthwiseOptions<B>, PointwiseOptions {
  /** How many channels the depthwise kernel makes of each. Default 1. */
  depthMultiplier?: Count<'separableConv2d: depthMultiplier', M>;
  /** How far the window moves: one size, or [height, width]. Default 1. */
  strides?: Sizes<'separableConv2d: strides', St>;
  /** 'valid': no padding; 'same': padded with zeros, so that stride 1 keeps height and width. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** The gaps in the window: one size, or [height, width]. Default 1. */
  dilationRate?: Sizes<'separableConv2d: dilationRate', D>;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** A window over height and width, a depthwise convolution, and a pointwise one over what it gives: `[null, 28, 28, 8]` gives `[null, 26, 26, 32]`. */
export interface SeparableConv2DRule<
  C extends number,
  K,
  St,
  P extends Padding,
  D,
  F extends DataFormat,
  B extends boolean = true,
  M extends number = 1,
> extends Rule {
  readonly of: ['separableConv2d', C, K, St, P, D, F, B, M];
  readonly params: SeparableNumbers<2, this['in'], K, M, C, F, B>;
  readonly out: SlideSpace<2, 'separableConv2d', this['in'], K, St, P, D, C, F>;
}

/** 2D separable convolution; its signature, wherever it stands. */
export interface SeparableConv2D<Where extends Place> {
  /**
   * 2D separable convolution: a depthwise convolution, and a pointwise one over what it gives.
   *
   * Input `[batch, height, width, channels]`, output `[batch, newHeight, newWidth, filters]`, where for padding 'valid'
   * `newHeight = floor((height - ((kernelSize - 1) * dilationRate + 1)) / strides) + 1`, for 'same' `ceil(height / strides)`.
   * Weights: `depthwise_kernel` `[kernelHeight, kernelWidth, channels, depthMultiplier]`, `pointwise_kernel` `[1, 1, channels * depthMultiplier, filters]`,
   * `bias` `[filters]`.
   *
   * @param filters How many channels come out.
   * @param kernelSize The window: one size, or [height, width].
   * @throws ShapeMismatchError where the input is no image, its channels are not known, or the window does not fit in it.
   * @example input([28, 28, 8]).separableConv2d(32, 3) // [null, 26, 26, 32]
   * @see https://keras.io/api/layers/convolution_layers/separable_convolution2d/
   */
  <
    const C extends number,
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
    filters: Arg<At, SeparableConv2DRule<C, K, St, P, D, F, B, M>, CountArg<'separableConv2d: filters', C>>,
    kernelSize: Sizes<'separableConv2d: kernelSize', K>,
    options?:
      SeparableConv2DOptions<St, P, D, F, B, M> | AsObject<'separableConv2d', "{ padding: 'same' }", Name>,
  ): Placed<At, SeparableConv2DRule<C, K, St, P, D, F, B, M>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * 2D separable convolution.
     *
     * @example input([28, 28, 8]).separableConv2d(32, 3) // [null, 26, 26, 32]
     * @see https://keras.io/api/layers/convolution_layers/separable_convolution2d/
     */
    readonly separableConv2d: SeparableConv2D<OnTensor>;
  }
}

const layer = 'separableConv2d';

/**
 * 2D separable convolution.
 *
 * @example sequential([28, 28, 8], [separableConv2d(32, 3)]) // [null, 26, 26, 32]
 * @see https://keras.io/api/layers/convolution_layers/separable_convolution2d/
 */
export const separableConv2d: SeparableConv2D<Free> = defineLayer({
  name: layer,
  className: 'SeparableConv2D',
  baseName: 'separable_conv2d',
  takes: { filters: count, kernelSize: size2 },
  options: {
    depthMultiplier,
    strides: optional(size2, 1),
    padding: optional(padding, 'valid'),
    dilationRate: optional(size2, 1),
    dataFormat: optional(dataFormat, 'channelsLast'),
    ...depthwiseOptions,
    ...pointwiseOptions,
  } satisfies OwnOptions<SeparableConv2DOptions>,
  spec: ({ filters, kernelSize, depthMultiplier: times, useBias, ...options }) => {
    const window = windowOf(kernelSize, options);
    const { depthwiseInitializer, pointwiseInitializer, biasInitializer } = options;
    return {
      outputShape: (inputs) => slideSpace(layer, onlyInput(layer, inputs), window, filters),
      weights: ([shape]): readonly WeightSpec[] => {
        const channels = Number(spaceParts(shape!, window.format).channels);
        return [
          {
            name: 'depthwise_kernel',
            shape: [...kernelSize, channels, times],
            trainable: true,
            initializer: depthwiseInitializer,
          },
          {
            name: 'pointwise_kernel',
            shape: [1, 1, channels * times, filters],
            trainable: true,
            initializer: pointwiseInitializer,
          },
          ...(useBias
            ? [{ name: 'bias', shape: [filters], trainable: true, initializer: biasInitializer }]
            : []),
        ];
      },
    };
  },
});
