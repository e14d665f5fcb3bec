import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { oneOf } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { Counted, Multiply } from '../../shapes/arithmetic.js';
import {
  resizeImage,
  type DataFormat,
  type OtherFormat,
  type Image,
  type ImageParts,
  type NoImage,
} from '../../shapes/images.js';
import { timesDim, type NamedTimes } from '../../shapes/named.js';
import type { Dim, Unnamed } from '../../shapes/shape.js';
import type { Height, Width } from '../../shapes/window.js';
import type { AsObject } from '../options/as-object.js';
import type { SizeArg, Sizes } from '../options/numbers.js';
import { dataFormat as formatKind, size2 } from '../options/window.js';

/** Options of `upSampling2d`. */
export interface UpSampling2DOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
  /** How the new pixels come about: repeated, or between 2, 4, 6 or 10 neighbours each way. Default `'nearest'`. */
  interpolation?: 'nearest' | 'bilinear' | 'bicubic' | 'lanczos3' | 'lanczos5';
}

/** Height and width times `size`: `[null, 4, 4, 8]` gives `[null, 8, 8, 8]`. */
export interface UpSampling2DRule<K, F extends DataFormat> extends Rule {
  readonly of: ['upSampling2d', K, F];
  readonly params: '0';
  readonly out: ImageParts<this['in'], F> extends readonly [
    infer B,
    infer H extends Unnamed,
    infer W extends Unnamed,
    infer C,
  ]
    ? Image<B, Times<H, Counted<Height<K>>>, Times<W, Counted<Width<K>>>, C, F>
    : UpNamed<this['in'], K, F>;
}

type Times<N extends Dim, K extends number> = N extends number ? Multiply<N, K> : null;

type UpNamed<In, K, F extends DataFormat> =
  ImageParts<In, F> extends readonly [infer B, infer H extends Dim, infer W extends Dim, infer C]
    ? Image<B, AnyTimes<H, Counted<Height<K>>>, AnyTimes<W, Counted<Width<K>>>, C, F>
    : NoImage<'upSampling2d', In, 'same', F>;

type AnyTimes<N extends Dim, K extends number> = N extends string
  ? number extends K
    ? null
    : NamedTimes<N, `${K}`>
  : Times<N, K>;

/** Up-sampling of images; its signature, wherever it stands. */
export interface UpSampling2D<Where extends Place> {
  /**
   * Makes images larger by whole factors.
   *
   * Input `[batch, height, width, channels]`, output `[batch, height * size, width * size, channels]`.
   *
   * @param size The factor: one, or [height, width]. Default 2.
   * @throws ShapeMismatchError where the input is no image.
   * @example input([8, 8, 32]).upSampling2d(3) // [null, 24, 24, 32]
   * @see https://keras.io/api/layers/reshaping_layers/up_sampling2d/
   */
  <
    const K extends SizeArg = 2,
    const F extends DataFormat = 'channelsLast',
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, UpSampling2DRule<K, F>, Given>,
    size?: OptionalArg<At, UpSampling2DRule<K, F>, Given, Sizes<'upSampling2d: size', K>>,
    options?: OptionalArg<
      At,
      UpSampling2DRule<K, F>,
      Given,
      UpSampling2DOptions<F> | AsObject<'upSampling2d', "{ interpolation: 'nearest' }", Name>
    >,
  ): Placed<At, UpSampling2DRule<K, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Up-sampling of images.
     *
     * @example input([8, 8, 32]).upSampling2d(3) // [null, 24, 24, 32]
     * @see https://keras.io/api/layers/reshaping_layers/up_sampling2d/
     */
    readonly upSampling2d: UpSampling2D<OnTensor>;
  }
}

const layer = 'upSampling2d';

/**
 * Up-sampling of images.
 *
 * @example sequential([8, 8, 32], [upSampling2d(3)]) // [null, 24, 24, 32]
 * @see https://keras.io/api/layers/reshaping_layers/up_sampling2d/
 */
export const upSampling2d: UpSampling2D<Free> = defineLayer({
  name: layer,
  className: 'UpSampling2D',
  baseName: 'up_sampling2d',
  takes: { size: optional(size2, 2) },
  options: {
    dataFormat: optional(formatKind, 'channelsLast'),
    interpolation: optional(oneOf(['nearest', 'bilinear', 'bicubic', 'lanczos3', 'lanczos5']), 'nearest'),
  } satisfies OwnOptions<UpSampling2DOptions>,
  spec: ({ size, dataFormat }) => ({
    outputShape: (inputs) =>
      resizeImage(layer, onlyInput(layer, inputs), dataFormat, 'same', (n, axis) => timesDim(n, size[axis])),
    weights: () => [],
  }),
});
