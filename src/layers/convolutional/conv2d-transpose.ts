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
import type { Counted } from '../../shapes/arithmetic.js';
import {
  resizeImage,
  type DataFormat,
  type OtherFormat,
  type Deep,
  type ImageParts,
  type NoImage,
} from '../../shapes/images.js';
import type { Dim, Unnamed } from '../../shapes/shape.js';
import { spaceParts } from '../../shapes/space.js';
import {
  unslide,
  type AnyUnslide,
  type Height,
  type OtherPadding,
  type Padding,
  type Size2,
  type Unslide,
  type Width,
} from '../../shapes/window.js';
import { kernelOptions, type KernelNumbers, type KernelOptions } from '../options/kernel.js';
import type { Count, SizeArg, Sizes } from '../options/numbers.js';
import { dataFormat as dataFormatKind, padding as paddingKind, size2 } from '../options/window.js';

/** Options of `conv2dTranspose`. */
export interface Conv2DTransposeOptions<
  St extends SizeArg = Size2,
  P extends Padding = Padding,
  F extends DataFormat = DataFormat,
  B extends boolean = boolean,
>
  extends LayerOptions, KernelOptions<B> {
  /** How far the window moves in the output for each step in the input: one size, or [height, width]. Default 1. */
  strides?: Sizes<'conv2dTranspose: strides', St>;
  /** 'valid': the whole window at each step; 'same': the output is `strides` times the input. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** A window spread out from each pixel: `[null, 4, 4, 1]` with a 3x3 window gives `[null, 6, 6, filters]`. */
export interface Conv2DTransposeRule<
  C extends number,
  K,
  St,
  P extends Padding,
  F extends DataFormat,
  B extends boolean = true,
> extends Rule {
  readonly of: ['conv2dTranspose', C, K, St, P, F, B];
  readonly params: KernelNumbers<2, this['in'], K, C, F, B>;
  readonly out: ImageParts<this['in'], F> extends readonly [
    infer B,
    infer H extends Unnamed,
    infer W extends Unnamed,
    infer Z,
  ]
    ? Deep<
        'conv2dTranspose',
        this['in'],
        B,
        Grown<H, Height<K>, Height<St>, P>,
        Grown<W, Width<K>, Width<St>, P>,
        Z,
        C,
        F
      >
    : GrownNamed<this['in'], C, K, St, P, F>;
}

type GrownNamed<In, C extends number, K, St, P extends Padding, F extends DataFormat> =
  ImageParts<In, F> extends readonly [infer B, infer H extends Dim, infer W extends Dim, infer Z]
    ? Deep<
        'conv2dTranspose',
        In,
        B,
        AnyGrown<H, Height<K>, Height<St>, P>,
        AnyGrown<W, Width<K>, Width<St>, P>,
        Z,
        C,
        F
      >
    : NoImage<'conv2dTranspose', In, C, F>;

/** `Unslide`, its sizes held with `infer`: a shape that is expected of the result must not be read back into them. */
type Grown<N extends Dim, K extends number, St extends number, P extends Padding> = [
  Counted<K>,
  Counted<St>,
] extends [infer Size extends number, infer Stride extends number]
  ? Unslide<N, Size, Stride, P>
  : never;

type AnyGrown<N extends Dim, K extends number, St extends number, P extends Padding> = [
  Counted<K>,
  Counted<St>,
] extends [infer Size extends number, infer Stride extends number]
  ? AnyUnslide<N, Size, Stride, P>
  : never;

/** 2D transposed convolution; its signature, wherever it stands. */
export interface Conv2DTranspose<At extends Place> {
  /**
   * 2D transposed convolution: the way back of a convolution, from its output's shape to its input's.
   *
   * Input `[batch, height, width, channels]`, output `[batch, newHeight, newWidth, filters]`, where for padding 'valid'
   * `newHeight = height * strides + max(kernelSize - strides, 0)`, for 'same' `height * strides`.
   * Weights: `kernel` `[kernelHeight, kernelWidth, filters, channels]`, `bias` `[filters]`.
   *
   * @param filters How many channels come out.
   * @param kernelSize The window: one size, or [height, width].
   * @throws ShapeMismatchError where the input is no image, or its channels are not known.
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
  >(
    filters: Arg<At, Conv2DTransposeRule<C, K, St, P, F, B>, Count<'conv2dTranspose: filters', C>>,
    kernelSize: Sizes<'conv2dTranspose: kernelSize', K>,
    options?: Conv2DTransposeOptions<St, P, F, B>,
  ): Placed<At, Conv2DTransposeRule<C, K, St, P, F, B>>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods<At extends Place> {
    /**
     * 2D transposed convolution.
     *
     * @example input([4, 4, 1]).conv2dTranspose(16, 3, { activation: 'relu' }) // [null, 6, 6, 16]
     * @see https://keras.io/api/layers/convolution_layers/convolution2d_transpose/
     */
    readonly conv2dTranspose: Conv2DTranspose<At>;
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
    padding: optional(paddingKind, 'valid'),
    dataFormat: optional(dataFormatKind, 'channelsLast'),
    ...kernelOptions,
  } satisfies OwnOptions<Conv2DTransposeOptions>,
  spec: ({
    filters,
    kernelSize,
    strides,
    padding,
    dataFormat,
    useBias,
    kernelInitializer,
    biasInitializer,
  }) => ({
    outputShape: (inputs) =>
      resizeImage(layer, onlyInput(layer, inputs), dataFormat, filters, (n, axis) =>
        unslide(n, kernelSize[axis], strides[axis], padding),
      ),
    weights: ([shape]): readonly WeightSpec[] => [
      {
        name: 'kernel',
        shape: [...kernelSize, filters, Number(spaceParts(shape!, dataFormat).channels)],
        trainable: true,
        initializer: kernelInitializer,
      },
      ...(useBias ? [{ name: 'bias', shape: [filters], trainable: true, initializer: biasInitializer }] : []),
    ],
  }),
});
