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
import type { CausalPadding, OtherCausalPadding, Slid } from '../../shapes/window.js';
import type { AsObject } from '../options/as-object.js';
import { checkDilation, type Dilation } from '../options/dilation.js';
import { checkGroups, inGroups, type Groups, type InGroups } from '../options/groups.js';
import { kernelOptions, type KernelNumbers, type KernelOptions } from '../options/kernel.js';
import type { CountArg, SizeArg, Sizes1 } from '../options/numbers.js';
import { causalPadding, dataFormat, size1, windowOf, type Size } from '../options/window.js';

/** Options of `conv1d`. */
export interface Conv1DOptions<
  St extends SizeArg = Size<1>,
  P extends CausalPadding = CausalPadding,
  D extends SizeArg = Size<1>,
  F extends DataFormat = DataFormat,
  B extends boolean = boolean,
  G extends number = number,
  C extends number = number,
>
  extends LayerOptions, KernelOptions<B> {
  /** How far the window moves: one size. Default 1. */
  strides?: Sizes1<'conv1d: strides', St>;
  /**
   * 'valid': no padding; 'same': padded with zeros, so that stride 1 keeps the steps; 'causal': padded in front alone,
   * so that no step sees a later one. Default 'valid'.
   */
  padding?: P | OtherCausalPadding[P];
  /** The gaps in the window: one size; 1 where strides are above it. Default 1. */
  dilationRate?: Dilation<1, 'conv1d', St, D>;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
  /** Into how many groups channels and filters are divided, each with kernels of its own. Default 1. */
  groups?: Groups<'conv1d', C, G>;
}

/** A window over steps, `filters` channels out: `[null, 100, 8]` gives `[null, 98, 32]`. */
export interface Conv1DRule<
  C extends number,
  K,
  St,
  P extends CausalPadding,
  D,
  F extends DataFormat,
  B extends boolean = true,
  G extends number = 1,
> extends Rule {
  readonly of: ['conv1d', C, K, St, P, D, F, B, G];
  readonly params: KernelNumbers<1, this['in'], K, C, F, B, G>;
  readonly out: G extends 1
    ? SlideSpace<1, 'conv1d', this['in'], K, St, Slid<P>, D, C, F>
    : // filters that do not divide are said at groups itself
      Groups<'conv1d', C, G> extends string
      ? SlideSpace<1, 'conv1d', this['in'], K, St, Slid<P>, D, C, F>
      : InGroups<'conv1d', this['in'], SlideSpace<1, 'conv1d', this['in'], K, St, Slid<P>, D, C, F>, F, G>;
}

/** 1D convolution; its signature, wherever it stands. */
export interface Conv1D<Where extends Place> {
  /**
   * 1D convolution: a window over the steps of sequences.
   *
   * Input `[batch, steps, channels]`, output `[batch, newSteps, filters]`, where for padding 'valid'
   * `newSteps = floor((steps - ((kernelSize - 1) * dilationRate + 1)) / strides) + 1`, for 'same' and 'causal' `ceil(steps / strides)`.
   * Weights: `kernel` `[kernelSize, channels, filters]` (`channels / groups` of them), `bias` `[filters]`.
   *
   * @param filters How many channels come out.
   * @param kernelSize The window: how many steps.
   * @throws ShapeMismatchError where the input is no such shape, its channels are not known, `groups` does not divide them, or
   * the window does not fit in it; TypeError where `groups` does not divide `filters`, or strides and a dilation meet.
   * @example input([100, 8]).conv1d(32, 3, { padding: 'causal' }) // [null, 100, 32]
   * @see https://keras.io/api/layers/convolution_layers/convolution1d/
   */
  <
    const C extends number,
    const K extends SizeArg,
    const St extends SizeArg = 1,
    const P extends CausalPadding = 'valid',
    const D extends SizeArg = 1,
    const F extends DataFormat = 'channelsLast',
    B extends boolean = true,
    const G extends number = 1,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    filters: Arg<At, Conv1DRule<C, K, St, P, D, F, B, G>, CountArg<'conv1d: filters', C>>,
    kernelSize: Sizes1<'conv1d: kernelSize', K>,
    options?: Conv1DOptions<St, P, D, F, B, G, C> | AsObject<'conv1d', "{ padding: 'same' }", Name>,
  ): Placed<At, Conv1DRule<C, K, St, P, D, F, B, G>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * 1D convolution.
     *
     * @example input([100, 8]).conv1d(32, 3, { padding: 'causal' }) // [null, 100, 32]
     * @see https://keras.io/api/layers/convolution_layers/convolution1d/
     */
    readonly conv1d: Conv1D<OnTensor>;
  }
}

/**
 * 1D convolution.
 *
 * @example sequential([100, 8], [conv1d(32, 3, { padding: 'causal' })]) // [null, 100, 32]
 * @see https://keras.io/api/layers/convolution_layers/convolution1d/
 */
export const conv1d: Conv1D<Free> = defineLayer({
  name: 'conv1d',
  className: 'Conv1D',
  baseName: 'conv1d',
  takes: { filters: count, kernelSize: size1 },
  options: {
    strides: optional(size1, 1),
    padding: optional(causalPadding, 'valid'),
    dilationRate: optional(size1, 1),
    dataFormat: optional(dataFormat, 'channelsLast'),
    groups: optional(count, 1),
    ...kernelOptions,
  } satisfies OwnOptions<Conv1DOptions>,
  spec: ({ filters, kernelSize, groups, useBias, kernelInitializer, biasInitializer, ...options }) => {
    const window = windowOf(kernelSize, options);
    checkDilation('conv1d', window.strides, window.dilation);
    checkGroups('conv1d', filters, groups);
    return {
      outputShape: (inputs) => {
        const shape = onlyInput('conv1d', inputs);
        return inGroups('conv1d', shape, slideSpace('conv1d', shape, window, filters), window.format, groups);
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
