import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import { count, flag, number, oneOf } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Counted } from '../../shapes/arithmetic.js';
import {
  resizeImage,
  type DataFormat,
  type Image,
  type ImageParts,
  type NoImage,
  type OtherFormat,
} from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import type { CountArg } from '../options/numbers.js';
import { dataFormat as formatKind } from '../options/window.js';

/** Options of `resizing`. */
export interface ResizingOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** How the new pixels come about: the nearest one, or between 2, 4, 6 or 10 neighbours each way. Default `'bilinear'`. */
  interpolation?: 'nearest' | 'bilinear' | 'bicubic' | 'lanczos3' | 'lanczos5';
  /** Whether what is beyond the new proportions is cut off first, at both sides. Default false: images are distorted. */
  cropToAspectRatio?: boolean;
  /** Whether images are first padded to the new proportions, at both sides. Default false. */
  padToAspectRatio?: boolean;
  /** The value that they are padded with. Default 0. */
  fillValue?: number;
  /** Whether images that become smaller are smoothed first, but by `'nearest'`. Default false. */
  antialias?: boolean;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Another height and width: `[null, 40, 30, 3]` gives `[null, 28, 28, 3]`. */
export interface ResizedRule<
  L extends string,
  H extends number,
  W extends number,
  F extends DataFormat,
> extends Rule {
  readonly of: [L, H, W, F];
  readonly params: '0';
  readonly out: ImageParts<this['in'], F> extends readonly [infer B, unknown, unknown, infer C]
    ? Image<B, Counted<H>, Counted<W>, C, F>
    : NoImage<L, this['in'], 'same', F>;
}

/** Images of another size; its signature, wherever it stands. */
export interface Resizing<Where extends Place> {
  /**
   * Makes images of whatever size as high and as wide as is said. Integers stay integers, rounded.
   *
   * Input `[batch, height, width, channels]`, output the same with the new height and width.
   *
   * @param height The new height.
   * @param width The new width.
   * @throws ShapeMismatchError where the input is no image.
   * @example input([null, null, 3]).resizing(28, 28) // [null, 28, 28, 3]
   * @see https://keras.io/api/layers/preprocessing_layers/image_preprocessing/resizing/
   */
  <
    const H extends number,
    const W extends number,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    height: CountArg<'resizing: height', H>,
    width: Arg<At, ResizedRule<'resizing', H, W, F>, CountArg<'resizing: width', W>>,
    options?: ResizingOptions<F> | AsObject<'resizing', "{ interpolation: 'nearest' }", Name>,
  ): Placed<At, ResizedRule<'resizing', H, W, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images of another size.
     *
     * @example input([null, null, 3]).resizing(28, 28) // [null, 28, 28, 3]
     * @see https://keras.io/api/layers/preprocessing_layers/image_preprocessing/resizing/
     */
    readonly resizing: Resizing<OnTensor>;
  }
}

const layer = 'resizing';

/**
 * Images of another size.
 *
 * @example sequential([40, 30, 3], [resizing(28, 28)]) // [null, 28, 28, 3]
 * @see https://keras.io/api/layers/preprocessing_layers/image_preprocessing/resizing/
 */
export const resizing: Resizing<Free> = defineLayer({
  name: layer,
  className: 'Resizing',
  baseName: 'resizing',
  integers: true,
  takes: { height: count, width: count },
  options: {
    interpolation: optional(oneOf(['nearest', 'bilinear', 'bicubic', 'lanczos3', 'lanczos5']), 'bilinear'),
    cropToAspectRatio: optional(flag, false),
    padToAspectRatio: optional(flag, false),
    fillValue: optional(number, 0),
    antialias: optional(flag, false),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<ResizingOptions>,
  spec: ({ height, width, dataFormat, cropToAspectRatio, padToAspectRatio }) => {
    if (cropToAspectRatio && padToAspectRatio)
      throw new TypeError(`${layer} crops or pads: padToAspectRatio goes without cropToAspectRatio`);
    return {
      outputShape: (inputs) =>
        resizeImage(layer, onlyInput(layer, inputs), dataFormat, 'same', (_, axis) => [height, width][axis]!),
      weights: () => [],
    };
  },
});
