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
import type { Count, CountArg, SizeArg, Sizes1 } from '../options/numbers.js';
import { dataFormat, padding, size1, windowOf, type Size } from '../options/window.js';

/** Options of `separableConv1d`. */
export interface SeparableConv1DOptions<
  St extends SizeArg = Size<1>,
  P extends Padding = Padding,
  D extends SizeArg = Size<1>,
  F extends DataFormat = DataFormat,
  B extends boolean = boolean,
  M extends number = number,
>
  extends LayerOptions, DepthwiseOptions<B>, PointwiseOptions {
  /** How many channels the depthwise kernel makes of each. Default 1. */
  depthMultiplier?: Count<'separableConv1d: depthMultiplier', M>;
  /** How far the window moves: one size. Default 1. */
  strides?: Sizes1<'separableConv1d: strides', St>;
  /** 'valid': no padding; 'same': padded with zeros, so that stride 1 keeps steps. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** The gaps in the window: one size. Default 1. */
  dilationRate?: Sizes1<'separableConv1d: dilationRate', D>;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** A window over steps, a depthwise convolution, and a pointwise one over what it gives: `[null, 100, 8]` gives `[null, 98, 32]`. */
export interface SeparableConv1DRule<
  C extends number,
  K,
  St,
  P extends Padding,
  D,
  F extends DataFormat,
  B extends boolean = true,
  M extends number = 1,
> extends Rule {
  readonly of: ['separableConv1d', C, K, St, P, D, F, B, M];
  readonly params: SeparableNumbers<1, this['in'], K, M, C, F, B>;
  readonly out: SlideSpace<1, 'separableConv1d', this['in'], K, St, P, D, C, F>;
}

/** 1D separable convolution; its signature, wherever it stands. */
export interface SeparableConv1D<Where extends Place> {
  /**
   * 1D separable convolution: a depthwise convolution, and a pointwise one over what it gives.
   *
   * Input `[batch, steps, channels]`, output `[batch, newSteps, filters]`, where for padding 'valid'
   * `newSteps = floor((steps - ((kernelSize - 1) * dilationRate + 1)) / strides) + 1`, for 'same' `ceil(steps / strides)`.
   * Weights: `depthwise_kernel` `[kernelSize, channels, depthMultiplier]`, `pointwise_kernel` `[1, channels * depthMultiplier, filters]`,
   * `bias` `[filters]`.
   *
   * @param filters How many channels come out.
   * @param kernelSize The window: how many steps.
   * @throws ShapeMismatchError where the input has no steps and channels, its channels are not known, or the window does not fit in it.
   * @example input([100, 8]).separableConv1d(32, 3) // [null, 98, 32]
   * @see https://keras.io/api/layers/convolution_layers/separable_convolution1d/
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
    filters: Arg<At, SeparableConv1DRule<C, K, St, P, D, F, B, M>, CountArg<'separableConv1d: filters', C>>,
    kernelSize: Sizes1<'separableConv1d: kernelSize', K>,
    options?:
      SeparableConv1DOptions<St, P, D, F, B, M> | AsObject<'separableConv1d', "{ padding: 'same' }", Name>,
  ): Placed<At, SeparableConv1DRule<C, K, St, P, D, F, B, M>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * 1D separable convolution.
     *
     * @example input([100, 8]).separableConv1d(32, 3) // [null, 98, 32]
     * @see https://keras.io/api/layers/convolution_layers/separable_convolution1d/
     */
    readonly separableConv1d: SeparableConv1D<OnTensor>;
  }
}

const layer = 'separableConv1d';

/**
 * 1D separable convolution.
 *
 * @example sequential([100, 8], [separableConv1d(32, 3)]) // [null, 98, 32]
 * @see https://keras.io/api/layers/convolution_layers/separable_convolution1d/
 */
export const separableConv1d: SeparableConv1D<Free> = defineLayer({
  name: layer,
  className: 'SeparableConv1D',
  baseName: 'separable_conv1d',
  takes: { filters: count, kernelSize: size1 },
  options: {
    depthMultiplier,
    strides: optional(size1, 1),
    padding: optional(padding, 'valid'),
    dilationRate: optional(size1, 1),
    dataFormat: optional(dataFormat, 'channelsLast'),
    ...depthwiseOptions,
    ...pointwiseOptions,
  } satisfies OwnOptions<SeparableConv1DOptions>,
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
            shape: [1, channels * times, filters],
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
