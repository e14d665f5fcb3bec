import {
  defineLayer,
  onlyInput,
  type LayerOptions,
  type OwnOptions,
  type WeightSpec,
} from '../../graph/layer.js';
import { count } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Arg, Free, Place, Placed, Rule } from '../../graph/rule.js';
import {
  channelsOf,
  noChannels,
  slideImage,
  type DataFormat,
  type OtherFormat,
  type SlideImage,
} from '../../shapes/images.js';
import { misfit } from '../../shapes/shape.js';
import type { OtherPadding, Padding, Size2 } from '../../shapes/window.js';
import { kernelOptions, type KernelNumbers, type KernelOptions } from '../options/kernel.js';
import type { Count, SizeArg, Sizes } from '../options/numbers.js';
import { dataFormat, padding, size2, windowOf } from '../options/window.js';

/** Options of `conv2d`. */
export interface Conv2DOptions<
  St extends SizeArg = Size2,
  P extends Padding = Padding,
  D extends SizeArg = Size2,
  F extends DataFormat = DataFormat,
  B extends boolean = boolean,
>
  extends LayerOptions, KernelOptions<B> {
  /** How far the window moves: one size, or [height, width]. Default 1. */
  strides?: Sizes<'conv2d: strides', St>;
  /** 'valid': no padding; 'same': padded with zeros, so that stride 1 keeps height and width. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** The gaps in the window: one size, or [height, width]. Default 1. */
  dilationRate?: Sizes<'conv2d: dilationRate', D>;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** A window over height and width, `filters` channels out: `[null, 28, 28, 1]` gives `[null, 26, 26, 32]`. */
export interface Conv2DRule<
  C extends number,
  K,
  St,
  P extends Padding,
  D,
  F extends DataFormat,
  B extends boolean = true,
> extends Rule {
  readonly of: ['conv2d', C, K, St, P, D, F, B];
  readonly params: KernelNumbers<this['in'], K, C, F, B>;
  readonly out: SlideImage<'conv2d', this['in'], K, St, P, D, C, F>;
}

/** 2D convolution; its signature, wherever it stands. */
export interface Conv2D<At extends Place> {
  /**
   * 2D convolution.
   *
   * Input `[batch, height, width, channels]`, output `[batch, newHeight, newWidth, filters]`, where for padding 'valid'
   * `newHeight = floor((height - ((kernelSize - 1) * dilationRate + 1)) / strides) + 1`, for 'same' `ceil(height / strides)`.
   * Weights: `kernel` `[kernelHeight, kernelWidth, channels, filters]`, `bias` `[filters]`.
   *
   * @param filters How many channels come out.
   * @param kernelSize The window: one size, or [height, width].
   * @throws ShapeMismatchError where the input is no image, its channels are not known, or the window does not fit in it.
   * @example input([28, 28, 1]).conv2d(32, 3, { activation: 'relu' }) // [null, 26, 26, 32]
   * @see https://keras.io/api/layers/convolution_layers/convolution2d/
   */
  <
    const C extends number,
    const K extends SizeArg,
    const St extends SizeArg = 1,
    const P extends Padding = 'valid',
    const D extends SizeArg = 1,
    const F extends DataFormat = 'channelsLast',
    B extends boolean = true,
  >(
    filters: Arg<At, Conv2DRule<C, K, St, P, D, F, B>, Count<'conv2d: filters', C>>,
    kernelSize: Sizes<'conv2d: kernelSize', K>,
    options?: Conv2DOptions<St, P, D, F, B>,
  ): Placed<At, Conv2DRule<C, K, St, P, D, F, B>>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods<At extends Place> {
    /**
     * 2D convolution.
     *
     * @example input([28, 28, 1]).conv2d(32, 3, { activation: 'relu' }) // [null, 26, 26, 32]
     * @see https://keras.io/api/layers/convolution_layers/convolution2d/
     */
    readonly conv2d: Conv2D<At>;
  }
}

/**
 * 2D convolution.
 *
 * @example sequential([28, 28, 1], [conv2d(32, 3, { activation: 'relu' })]) // [null, 26, 26, 32]
 * @see https://keras.io/api/layers/convolution_layers/convolution2d/
 */
export const conv2d: Conv2D<Free> = defineLayer({
  name: 'conv2d',
  className: 'Conv2D',
  baseName: 'conv2d',
  takes: { filters: count, kernelSize: size2 },
  options: {
    strides: optional(size2, 1),
    padding: optional(padding, 'valid'),
    dilationRate: optional(size2, 1),
    dataFormat: optional(dataFormat, 'channelsLast'),
    ...kernelOptions,
  } satisfies OwnOptions<Conv2DOptions>,
  spec: ({ filters, kernelSize, useBias, kernelInitializer, biasInitializer, ...options }) => {
    const window = windowOf(kernelSize, options);
    return {
      outputShape: (inputs) => {
        const shape = onlyInput('conv2d', inputs);
        const unknown = noChannels('conv2d', shape, window.format);
        return unknown === undefined ? slideImage('conv2d', shape, window, filters) : misfit(unknown);
      },
      weights: ([shape]): readonly WeightSpec[] => [
        {
          name: 'kernel',
          shape: [...kernelSize, channelsOf(shape!, window.format) as number, filters],
          trainable: true,
          initializer: kernelInitializer,
        },
        ...(useBias
          ? [{ name: 'bias', shape: [filters], trainable: true, initializer: biasInitializer }]
          : []),
      ],
    };
  },
});
