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
import { spaceParts } from '../../shapes/space.js';
import { spreadSpace, type SpreadSpace } from '../../shapes/spread.js';
import type { OtherPadding, Padding } from '../../shapes/window.js';
import type { AsObject } from '../options/as-object.js';
import { checkDilation, type Dilation } from '../options/dilation.js';
import { kernelOptions, type KernelNumbers, type KernelOptions } from '../options/kernel.js';
import type { CountArg, SizeArg, Sizes } from '../options/numbers.js';
import { checkOutputPadding, type OutputPadding } from '../options/output-padding.js';
import { dataFormat, extra2, padding, size2, type Size } from '../options/window.js';

/** Options of `conv2dTranspose`. */
export interface Conv2DTransposeOptions<
  St extends SizeArg = Size<2>,
  P extends Padding = Padding,
  F extends DataFormat = DataFormat,
  B extends boolean = boolean,
  D extends SizeArg = Size<2>,
  O extends SizeArg | undefined = Size<2>,
>
  extends LayerOptions, KernelOptions<B> {
  /** How far the window moves in the output for each step in the input: one size, or [height, width]. Default 1. */
  strides?: Sizes<'conv2dTranspose: strides', St>;
  /** 'valid': the whole window at each step; 'same': the output is `strides` times the input. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** The gaps in the window: one size, or [height, width]; 1 where strides are above it. Default 1. */
  dilationRate?: Dilation<2, 'conv2dTranspose', St, D>;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
  /** How much larger the output is than it must be, less than `strides`: one size, or [height, width]. Default: as large as `padding` says. */
  outputPadding?: OutputPadding<2, 'conv2dTranspose', St, O>;
}

/** A window spread out from each place: `[null, 4, 4, 1]` with a window of 3 gives `[null, 6, 6, filters]`. */
export interface Conv2DTransposeRule<
  C extends number,
  K,
  St,
  P extends Padding,
  F extends DataFormat,
  B extends boolean = true,
  D = 1,
  O = undefined,
> extends Rule {
  readonly of: ['conv2dTranspose', C, K, St, P, F, B, D, O];
  readonly params: KernelNumbers<2, this['in'], K, C, F, B>;
  readonly out: SpreadSpace<2, 'conv2dTranspose', this['in'], C, K, St, P, D, O, F>;
}

/** 2D transposed convolution; its signature, wherever it stands. */
export interface Conv2DTranspose<Where extends Place> {
  /**
   * 2D transposed convolution: the way back of a convolution, from its output's shape to its input's.
   *
   * Input `[batch, height, width, channels]`, output `[batch, newHeight, newWidth, filters]`, where for padding 'valid'
   * `newHeight = height * strides + max(kernelSize - strides, 0)`, for 'same' `height * strides`; with `outputPadding`
   * `(height - 1) * strides + outputPadding`, and `kernelSize`, or `kernelSize % 2`, more. With `dilationRate` for `kernelSize`:
   * `(kernelSize - 1) * dilationRate + 1`.
   * Weights: `kernel` `[kernelHeight, kernelWidth, filters, channels]`, `bias` `[filters]`.
   *
   * @param filters How many channels come out.
   * @param kernelSize The window: one size, or [height, width].
   * @throws ShapeMismatchError where the input is no image, or its channels are not known; TypeError where `outputPadding` is not
   * less than `strides`, or strides and a dilation meet.
   * @example input([4, 4, 1]).conv2dTranspose(16, 3, { activation: 'relu' }) // [null, 6, 6, 16]
   * @see https://keras.io/api/layers/convolution_layers/convolution2d_transpose/
   */
  <
    const C extends number,
    const K extends SizeArg,
    const St extends SizeArg = 1,
    const P extends Padding = 'valid',
    const F extends DataFormat = 'channelsLast',
    B extends boolean = true,
    const D extends SizeArg = 1,
    const O extends SizeArg | undefined = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    filters: Arg<At, Conv2DTransposeRule<C, K, St, P, F, B, D, O>, CountArg<'conv2dTranspose: filters', C>>,
    kernelSize: Sizes<'conv2dTranspose: kernelSize', K>,
    options?:
      Conv2DTransposeOptions<St, P, F, B, D, O> | AsObject<'conv2dTranspose', "{ padding: 'same' }", Name>,
  ): Placed<At, Conv2DTransposeRule<C, K, St, P, F, B, D, O>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * 2D transposed convolution.
     *
     * @example input([4, 4, 1]).conv2dTranspose(16, 3, { activation: 'relu' }) // [null, 6, 6, 16]
     * @see https://keras.io/api/layers/convolution_layers/convolution2d_transpose/
     */
    readonly conv2dTranspose: Conv2DTranspose<OnTensor>;
  }
}

const layer = 'conv2dTranspose';

/**
 * 2D transposed convolution.
 *
 * @example sequential([4, 4, 1], [conv2dTranspose(16, 3)]) // [null, 6, 6, 16]
 * @see https://keras.io/api/layers/convolution_layers/convolution2d_transpose/
 */
export const conv2dTranspose: Conv2DTranspose<Free> = defineLayer({
  name: layer,
  className: 'Conv2DTranspose',
  baseName: 'conv2d_transpose',
  takes: { filters: count, kernelSize: size2 },
  options: {
    strides: optional(size2, 1),
    padding: optional(padding, 'valid'),
    dilationRate: optional(size2, 1),
    dataFormat: optional(dataFormat, 'channelsLast'),
    outputPadding: optional(extra2),
    ...kernelOptions,
  } satisfies OwnOptions<Conv2DTransposeOptions>,
  spec: ({ filters, kernelSize, useBias, kernelInitializer, biasInitializer, ...options }) => {
    const { strides, padding, dilationRate, outputPadding, dataFormat: format } = options;
    checkDilation(layer, strides, dilationRate);
    checkOutputPadding(layer, outputPadding, strides);
    const window = {
      size: kernelSize,
      strides,
      padding,
      dilation: dilationRate,
      extra: outputPadding,
      format,
    };
    return {
      outputShape: (inputs) => spreadSpace(layer, onlyInput(layer, inputs), window, filters),
      weights: ([shape]): readonly WeightSpec[] => [
        {
          name: 'kernel',
          shape: [...kernelSize, filters, Number(spaceParts(shape!, format).channels)],
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
