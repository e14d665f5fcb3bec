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
import type { Count, SizeArg, Sizes1 } from '../options/numbers.js';
import { dataFormat, padding, size1, windowOf, type Size } from '../options/window.js';

/** Options of `depthwiseConv1d`. */
export interface DepthwiseConv1DOptions<
  St extends SizeArg = Size<1>,
  P extends Padding = Padding,
  D extends SizeArg = Size<1>,
  F extends DataFormat = DataFormat,
  B extends boolean = boolean,
  M extends number = number,
>
  extends LayerOptions, DepthwiseOptions<B> {
  /** How many channels the depthwise kernel makes of each. Default 1. */
  depthMultiplier?: Count<'depthwiseConv1d: depthMultiplier', M>;
  /** How far the window moves: one size. Default 1. */
  strides?: Sizes1<'depthwiseConv1d: strides', St>;
  /** 'valid': no padding; 'same': padded with zeros, so that stride 1 keeps steps. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** The gaps in the window: one size. Default 1. */
  dilationRate?: Sizes1<'depthwiseConv1d: dilationRate', D>;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** A window over steps, each channel by kernels of its own: `[null, 100, 8]` gives `[null, 98, 16]`. */
export interface DepthwiseConv1DRule<
  K,
  St,
  P extends Padding,
  D,
  F extends DataFormat,
  B extends boolean = true,
  M extends number = 1,
> extends Rule {
  readonly of: ['depthwiseConv1d', K, St, P, D, F, B, M];
  readonly params: DepthwiseNumbers<1, this['in'], K, M, F, B>;
  readonly out: [M] extends [infer Times extends number]
    ? SlideSpace<1, 'depthwiseConv1d', this['in'], K, St, P, D, Multiple<Times>, F>
    : never;
}

/** 1D depthwise convolution; its signature, wherever it stands. */
export interface DepthwiseConv1D<Where extends Place> {
  /**
   * 1D depthwise convolution: each channel by kernels of its own.
   *
   * Input `[batch, steps, channels]`, output `[batch, newSteps, channels * depthMultiplier]`, where for padding 'valid'
   * `newSteps = floor((steps - ((kernelSize - 1) * dilationRate + 1)) / strides) + 1`, for 'same' `ceil(steps / strides)`.
   * Weights: `kernel` `[kernelSize, channels, depthMultiplier]`, `bias` `[channels * depthMultiplier]`.
   *
   * @param kernelSize The window: how many steps.
   * @throws ShapeMismatchError where the input has no steps and channels, its channels are not known, or the window does not fit in it.
   * @example input([100, 8]).depthwiseConv1d(3, { depthMultiplier: 2 }) // [null, 98, 16]
   * @see https://keras.io/api/layers/convolution_layers/depthwise_convolution1d/
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
    kernelSize: Arg<At, DepthwiseConv1DRule<K, St, P, D, F, B, M>, Sizes1<'depthwiseConv1d: kernelSize', K>>,
    options?:
      DepthwiseConv1DOptions<St, P, D, F, B, M> | AsObject<'depthwiseConv1d', "{ padding: 'same' }", Name>,
  ): Placed<At, DepthwiseConv1DRule<K, St, P, D, F, B, M>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * 1D depthwise convolution.
     *
     * @example input([100, 8]).depthwiseConv1d(3, { depthMultiplier: 2 }) // [null, 98, 16]
     * @see https://keras.io/api/layers/convolution_layers/depthwise_convolution1d/
     */
    readonly depthwiseConv1d: DepthwiseConv1D<OnTensor>;
  }
}

const layer = 'depthwiseConv1d';

/**
 * 1D depthwise convolution.
 *
 * @example sequential([100, 8], [depthwiseConv1d(3, { depthMultiplier: 2 })]) // [null, 98, 16]
 * @see https://keras.io/api/layers/convolution_layers/depthwise_convolution1d/
 */
export const depthwiseConv1d: DepthwiseConv1D<Free> = defineLayer({
  name: layer,
  className: 'DepthwiseConv1D',
  baseName: 'depthwise_conv1d',
  takes: { kernelSize: size1 },
  options: {
    depthMultiplier,
    strides: optional(size1, 1),
    padding: optional(padding, 'valid'),
    dilationRate: optional(size1, 1),
    dataFormat: optional(dataFormat, 'channelsLast'),
    ...depthwiseOptions,
  } satisfies OwnOptions<DepthwiseConv1DOptions>,
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
