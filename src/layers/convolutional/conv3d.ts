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
import { checkDilation, type Dilation } from '../options/dilation.js';
import { checkGroups, inGroups, type Groups, type InGroups } from '../options/groups.js';
import { kernelOptions, type KernelNumbers, type KernelOptions } from '../options/kernel.js';
import type { CountArg, SizeArg, Sizes3 } from '../options/numbers.js';
import { padding, dataFormat, size3, windowOf, type Size } from '../options/window.js';

/** Options of `conv3d`. */
export interface Conv3DOptions<
  St extends SizeArg = Size<3>,
  P extends Padding = Padding,
  D extends SizeArg = Size<3>,
  F extends DataFormat = DataFormat,
  B extends boolean = boolean,
  G extends number = number,
  C extends number = number,
>
  extends LayerOptions, KernelOptions<B> {
  /** How far the window moves: one size, or [depth, height, width]. Default 1. */
  strides?: Sizes3<'conv3d: strides', St>;
  /** 'valid': no padding; 'same': padded with zeros, so that stride 1 keeps depth, height and width. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** The gaps in the window: one size, or [depth, height, width]; 1 where strides are above it. Default 1. */
  dilationRate?: Dilation<3, 'conv3d', St, D>;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
  /** Into how many groups channels and filters are divided, each with kernels of its own. Default 1. */
  groups?: Groups<'conv3d', C, G>;
}

/** A window over depth, height and width, `filters` channels out: `[null, 16, 16, 16, 1]` gives `[null, 14, 14, 14, 32]`. */
export interface Conv3DRule<
  C extends number,
  K,
  St,
  P extends Padding,
  D,
  F extends DataFormat,
  B extends boolean = true,
  G extends number = 1,
> extends Rule {
  readonly of: ['conv3d', C, K, St, P, D, F, B, G];
  readonly params: KernelNumbers<3, this['in'], K, C, F, B, G>;
  readonly out: G extends 1
    ? SlideSpace<3, 'conv3d', this['in'], K, St, P, D, C, F>
    : // filters that do not divide are said at groups itself
      Groups<'conv3d', C, G> extends string
      ? SlideSpace<3, 'conv3d', this['in'], K, St, P, D, C, F>
      : InGroups<'conv3d', this['in'], SlideSpace<3, 'conv3d', this['in'], K, St, P, D, C, F>, F, G>;
}

/** 3D convolution; its signature, wherever it stands. */
export interface Conv3D<Where extends Place> {
  /**
   * 3D convolution.
   *
   * Input `[batch, depth, height, width, channels]`, output `[batch, newDepth, newHeight, newWidth, filters]`, where for padding 'valid'
   * `newDepth = floor((depth - ((kernelSize - 1) * dilationRate + 1)) / strides) + 1`, for 'same' `ceil(depth / strides)`.
   * Weights: `kernel` `[kernelDepth, kernelHeight, kernelWidth, channels, filters]` (`channels / groups` of them), `bias` `[filters]`.
   *
   * @param filters How many channels come out.
   * @param kernelSize The window: one size, or [depth, height, width].
   * @throws ShapeMismatchError where the input is no such shape, its channels are not known, `groups` does not divide them, or
   * the window does not fit in it; TypeError where `groups` does not divide `filters`, or strides and a dilation meet.
   * @example input([16, 16, 16, 1]).conv3d(32, 3, { activation: 'relu' }) // [null, 14, 14, 14, 32]
   * @see https://keras.io/api/layers/convolution_layers/convolution3d/
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
    filters: Arg<At, Conv3DRule<C, K, St, P, D, F, B, G>, CountArg<'conv3d: filters', C>>,
    kernelSize: Sizes3<'conv3d: kernelSize', K>,
    options?: Conv3DOptions<St, P, D, F, B, G, C> | AsObject<'conv3d', "{ padding: 'same' }", Name>,
  ): Placed<At, Conv3DRule<C, K, St, P, D, F, B, G>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * 3D convolution.
     *
     * @example input([16, 16, 16, 1]).conv3d(32, 3, { activation: 'relu' }) // [null, 14, 14, 14, 32]
     * @see https://keras.io/api/layers/convolution_layers/convolution3d/
     */
    readonly conv3d: Conv3D<OnTensor>;
  }
}

/**
 * 3D convolution.
 *
 * @example sequential([16, 16, 16, 1], [conv3d(32, 3, { activation: 'relu' })]) // [null, 14, 14, 14, 32]
 * @see https://keras.io/api/layers/convolution_layers/convolution3d/
 */
export const conv3d: Conv3D<Free> = defineLayer({
  name: 'conv3d',
  className: 'Conv3D',
  baseName: 'conv3d',
  takes: { filters: count, kernelSize: size3 },
  options: {
    strides: optional(size3, 1),
    padding: optional(padding, 'valid'),
    dilationRate: optional(size3, 1),
    dataFormat: optional(dataFormat, 'channelsLast'),
    groups: optional(count, 1),
    ...kernelOptions,
  } satisfies OwnOptions<Conv3DOptions>,
  spec: ({ filters, kernelSize, groups, useBias, kernelInitializer, biasInitializer, ...options }) => {
    const window = windowOf(kernelSize, options);
    checkDilation('conv3d', window.strides, window.dilation);
    checkGroups('conv3d', filters, groups);
    return {
      outputShape: (inputs) => {
        const shape = onlyInput('conv3d', inputs);
        return inGroups('conv3d', shape, slideSpace('conv3d', shape, window, filters), window.format, groups);
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
