import {
  defineLayer,
  onlyInput,
  type LayerOptions,
  type OwnOptions,
  type WeightSpec,
} from '../../graph/layer.js';
import { count } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import type { SlideImage } from '../../shapes/images.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { slideSpace } from '../../shapes/slide.js';
import { spaceParts } from '../../shapes/space.js';
import type { OtherPadding, Padding, Size2 } from '../../shapes/window.js';
import type { AsObject } from '../options/as-object.js';
import { checkDilation, type Dilation } from '../options/dilation.js';
import { checkGroups, inGroups, type InGroups } from '../options/groups.js';
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
  G extends number = number,
>
  extends LayerOptions, KernelOptions<B> {
  /** How far the window moves: one size, or [height, width]. Default 1. */
  strides?: Sizes<'conv2d: strides', St>;
  /** 'valid': no padding; 'same': padded with zeros, so that stride 1 keeps height and width. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** The gaps in the window: one size, or [height, width]; 1 where strides are above it. Default 1. */
  dilationRate?: Dilation<2, 'conv2d', St, D>;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
  // beside the filters, `groups` is checked by the rule: an option that knows them would cost every convolution
  /** Into how many groups channels and filters are divided, each with kernels of its own. Default 1. */
  groups?: Count<'conv2d: groups', G>;
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
  G extends number = 1,
> extends Rule {
  readonly of: ['conv2d', C, K, St, P, D, F, B, G];
  readonly params: KernelNumbers<2, this['in'], K, C, F, B, G>;
  readonly out: G extends 1
    ? SlideImage<'conv2d', this['in'], K, St, P, D, C, F>
    : InGroups<'conv2d', this['in'], SlideImage<'conv2d', this['in'], K, St, P, D, C, F>, F, G, C>;
}

/** 2D convolution; its signature, wherever it stands. */
export interface Conv2D<Where extends Place> {
  /**
   * 2D convolution.
   *
   * Input `[batch, height, width, channels]`, output `[batch, newHeight, newWidth, filters]`, where for padding 'valid'
   * `newHeight = floor((height - ((kernelSize - 1) * dilationRate + 1)) / strides) + 1`, for 'same' `ceil(height / strides)`.
   * Weights: `kernel` `[kernelHeight, kernelWidth, channels, filters]` (`channels / groups` of them), `bias` `[filters]`.
   *
   * @param filters How many channels come out.
   * @param kernelSize The window: one size, or [height, width].
   * @throws ShapeMismatchError where the input is no image, its channels are not known, `groups` does not divide them, or the
   * window does not fit in it; TypeError where `groups` does not divide `filters`, or strides and a dilation meet.
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
    const G extends number = 1,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    filters: Arg<At, Conv2DRule<C, K, St, P, D, F, B, G>, Count<'conv2d: filters', C>>,
    kernelSize: Sizes<'conv2d: kernelSize', K>,
    options?: Conv2DOptions<St, P, D, F, B, G> | AsObject<'conv2d', "{ padding: 'same' }", Name>,
  ): Placed<At, Conv2DRule<C, K, St, P, D, F, B, G>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * 2D convolution.
     *
     * @example input([28, 28, 1]).conv2d(32, 3, { activation: 'relu' }) // [null, 26, 26, 32]
     * @see https://keras.io/api/layers/convolution_layers/convolution2d/
     */
    readonly conv2d: Conv2D<OnTensor>;
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
    groups: optional(count, 1),
    ...kernelOptions,
  } satisfies OwnOptions<Conv2DOptions>,
  spec: ({ filters, kernelSize, groups, useBias, kernelInitializer, biasInitializer, ...options }) => {
    const window = windowOf(kernelSize, options);
    checkDilation('conv2d', window.strides, window.dilation);
    checkGroups('conv2d', filters, groups);
    return {
      outputShape: (inputs) => {
        const shape = onlyInput('conv2d', inputs);
        return inGroups('conv2d', shape, slideSpace('conv2d', shape, window, filters), window.format, groups);
      },
      weights: ([shape]): readonly WeightSpec[] => [
        {
          name: 'kernel',
          shape: [...kernelSize, Number(spaceParts(shape!, window.format).channels) / groups, filters],
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
