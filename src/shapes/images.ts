// Windows over the two spatial axes of images: [batch, height, width, channels], or channels first.
import type { Counted, NotCount } from './arithmetic.js';
import { imageHint, windowHint, type ImageHint, type WindowHint } from './image-hint.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
  type Show,
  type Unnamed,
} from './shape.js';
import { windowSize, type AnyWindow, type Height, type Padding, type Width, type Window } from './window.js';

/** Which axis of an image holds its channels. */
export type DataFormat = 'channelsLast' | 'channelsFirst';

/** The other format, for editors: see `OtherPadding`. */
export interface OtherFormat {
  channelsLast: 'channelsFirst';
  channelsFirst: 'channelsLast';
}

/** The axes of an image in print. */
export type ImageAxes<F extends DataFormat> = F extends 'channelsFirst'
  ? '[batch, channels, height, width]'
  : '[batch, height, width, channels]';

/** Value twin of `ImageAxes`. */
export const imageAxes = (format: DataFormat): string =>
  format === 'channelsFirst' ? '[batch, channels, height, width]' : '[batch, height, width, channels]';

/** The sentence for what is not an image. */
export type NotAnImage<
  L extends string,
  In,
  F extends DataFormat,
> = `${L} needs ${ImageAxes<F>}, got ${Show<In>}${ImageHint<In, F>}`;

/** Value twin of `NotAnImage`. */
export const notAnImage = (layer: string, shape: Shape, format: DataFormat): string =>
  `${layer} needs ${imageAxes(format)}, got ${showShape(shape)}${imageHint(shape, format)}`;

/** An image put together: `Image<null, 26, 26, 32, 'channelsLast'>` is `[null, 26, 26, 32]`. */
export type Image<B, H, W, C, F extends DataFormat> = F extends 'channelsFirst' ? [B, C, H, W] : [B, H, W, C];

/** Value twin of `Image`. */
export const image = (batch: Dim, height: Dim, width: Dim, channels: Dim, format: DataFormat): Shape =>
  format === 'channelsFirst' ? [batch, channels, height, width] : [batch, height, width, channels];

/** The axes of an image in one order, [batch, height, width, channels]; what is no image is not one here either. */
export type ImageParts<In, F extends DataFormat> = F extends 'channelsFirst'
  ? In extends readonly [infer B, infer C, infer H, infer W]
    ? [B, H, W, C]
    : undefined
  : In;

/** What a layer over images says of another shape; one of unknown rank passes quietly. */
export type NoImage<L extends string, In, C, F extends DataFormat> = number extends (In & Shape)['length']
  ? Image<null, number, number, C extends 'same' ? number : C, F>
  : ShapeError<NotAnImage<L, In, F>, Image<null, number, number, C extends 'same' ? number : C, F>>;

/**
 * The shape after a window of size K, stride St and dilation D has slid over an image; `C` is the channels out, or
 * 'same' for as many as came in.
 * `SlideImage<'conv2d', [null, 28, 28, 1], 3, 1, 'valid', 1, 32>` is `[null, 26, 26, 32]`.
 *
 * The padding is asked for first: it is not known while a call is being inferred, so that nothing is worked out twice.
 */
export type SlideImage<
  L extends string,
  In,
  K,
  St,
  P extends Padding,
  D,
  C,
  F extends DataFormat = 'channelsLast',
> = P extends 'same'
  ? St extends 1
    ? F extends 'channelsLast'
      ? In extends readonly [infer B, infer H, infer W, number]
        ? `${C & number}` extends NotCount
          ? SameSize<L, In, C, F>
          : [B, H, W, C]
        : SameSize<L, In, C, F>
      : SameSize<L, In, C, F>
    : Slide<L, In, 1, St, P, 1, C, F>
  : Slide<L, In, K, St, P, D, C, F>;

/** What padding 'same' and stride 1 leave of a shape, whatever it is. */
type SameSize<L extends string, In, C, F extends DataFormat> =
  ImageParts<In, F> extends readonly [infer B, infer H, infer W, infer Z]
    ? Deep<L, In, B, H, W, Z, C, F>
    : NoImage<L, In, C, F>;

/** An image of C channels, or the sentence where kernels must know how many came in. */
export type Deep<L extends string, In, B, H, W, Z, C, F extends DataFormat> = C extends number
  ? Z extends null | string
    ? ShapeError<NoChannels<L, In>, Image<B, H, W, Counted<C>, F>>
    : `${C}` extends NotCount
      ? Image<B, H, W, number, F>
      : F extends 'channelsLast'
        ? [B, H, W, C]
        : Image<B, H, W, C, F>
  : Image<B, H, W, Z, F>;

/** The sentence where a kernel's shape hangs on channels that are not known. */
export type NoChannels<L extends string, In> = `${L} needs to know the number of channels, got ${Show<In>}`;

/** Value twin of `NoChannels`: the sentence, or `undefined` where the channels are known, or the shape is no image. */
export const noChannels = (layer: string, shape: Shape, format: DataFormat): string | undefined =>
  shape.length === 4 && typeof channelsOf(shape, format) !== 'number'
    ? `${layer} needs to know the number of channels, got ${showShape(shape)}`
    : undefined;

type Slide<L extends string, In, K, St, P extends Padding, D, C, F extends DataFormat> =
  ImageParts<In, F> extends readonly [infer B, infer H extends Unnamed, infer W extends Unnamed, infer Z]
    ? Slid<
        L,
        In,
        K,
        B,
        Z,
        [BadSize<K | St | D>] extends [never]
          ? [Window<H, Height<K>, Height<St>, P, Height<D>>, Window<W, Width<K>, Width<St>, P, Width<D>>]
          : [number, number],
        C,
        F
      >
    : SlideNamed<L, In, K, St, P, D, C, F>;

/** The same where an axis has a name: what is not taken apart as numbers and `null` comes here. */
type SlideNamed<L extends string, In, K, St, P extends Padding, D, C, F extends DataFormat> =
  ImageParts<In, F> extends readonly [infer B, infer H extends Dim, infer W extends Dim, infer Z]
    ? Slid<
        L,
        In,
        K,
        B,
        Z,
        [BadSize<K | St | D>] extends [never]
          ? [
              AnyWindow<H, Height<K>, Height<St>, P, Height<D>>,
              AnyWindow<W, Width<K>, Width<St>, P, Width<D>>,
            ]
          : [number, number],
        C,
        F
      >
    : NoImage<L, In, C, F>;

/** `never`, unless a size is no count: that is said where it was given, and not here again. */
type BadSize<X> = X extends number
  ? `${X}` extends NotCount
    ? X
    : never
  : X extends readonly [infer H extends number, infer W extends number]
    ? BadSize<H | W>
    : X;

/** The image that a window has left, or the sentence where it did not fit; the usual one without a detour, for it is in every chain. */
type Slid<L extends string, In, K, B, Z, HW, C, F extends DataFormat> = HW extends readonly [
  infer H extends Dim,
  infer W extends Dim,
]
  ? C extends number
    ? F extends 'channelsLast'
      ? Z extends number
        ? `${C}` extends NotCount
          ? Deep<L, In, B, H, W, Z, C, F>
          : [B, H, W, C]
        : Deep<L, In, B, H, W, Z, C, F>
      : Deep<L, In, B, H, W, Z, C, F>
    : Image<B, H, W, Z, F>
  : ShapeError<
      [C, Z] extends [number, null | string]
        ? NoChannels<L, In>
        : `${L}: the ${Height<K>}x${Width<K>} window does not fit in ${Show<In>}; ${WindowHint<In, HW, F>}`,
      Image<B, number, number, C extends 'same' ? Z : C, F>
    >;

/** A window over an image, as values. */
export interface ImageWindow {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: Padding;
  readonly dilation: readonly [number, number];
  readonly format: DataFormat;
}

/** Value twin of `SlideImage`. */
export const slideImage = (
  layer: string,
  shape: Shape,
  window: ImageWindow,
  channels: number | 'same',
): Checked => {
  if (shape.length !== 4) return misfit(notAnImage(layer, shape, window.format));
  const [batch, x, y, z] = shape as readonly [Dim, Dim, Dim, Dim];
  const [height, width, depth] = window.format === 'channelsFirst' ? [y, z, x] : [x, y, z];
  const along = (n: Dim, axis: 0 | 1) =>
    windowSize(n, window.size[axis], window.strides[axis], window.padding, window.dilation[axis]);
  const h = along(height, 0);
  const w = along(width, 1);
  if (h === undefined || w === undefined)
    return misfit(
      `${layer}: the ${window.size[0]}x${window.size[1]} window does not fit in ${showShape(shape)}; ` +
        windowHint(shape, [h, w], window.format),
    );
  return fits(image(batch, h, w, channels === 'same' ? depth : channels, window.format));
};

/**
 * The shape after a whole image has become one value a channel.
 * `PoolImage<'globalMaxPooling2d', [null, 7, 7, 64], 'channelsLast', false>` is `[null, 64]`.
 */
export type PoolImage<
  L extends string,
  In,
  F extends DataFormat,
  Keep extends boolean,
> = In extends readonly [infer B, infer X, unknown, infer Z]
  ? Pooled<B, F extends 'channelsFirst' ? X : Z, F, Keep>
  : number extends (In & Shape)['length']
    ? Pooled<null, number, F, Keep>
    : ShapeError<NotAnImage<L, In, F>, Pooled<null, number, F, Keep>>;

type Pooled<B, C, F extends DataFormat, Keep extends boolean> = Keep extends true
  ? Image<B, 1, 1, C, F>
  : [B, C];

/** Value twin of `PoolImage`. */
export const poolImage = (layer: string, shape: Shape, format: DataFormat, keepdims: boolean): Checked => {
  if (shape.length !== 4) return misfit(notAnImage(layer, shape, format));
  const channels = channelsOf(shape, format);
  return fits(keepdims ? image(shape[0]!, 1, 1, channels, format) : [shape[0]!, channels]);
};

/** The size of an image's channel axis. */
export const channelsOf = (shape: Shape, format: DataFormat): Dim =>
  shape[format === 'channelsFirst' ? 1 : 3]!;

/**
 * An image with another height and width: what `change` makes of height (0) and width (1). The types do the same
 * with `ImageParts` and `Image`.
 */
export const resizeImage = (
  layer: string,
  shape: Shape,
  format: DataFormat,
  channels: number | 'same',
  change: (n: Dim, axis: 0 | 1) => Dim,
): Checked => {
  if (shape.length !== 4) return misfit(notAnImage(layer, shape, format));
  const [height, width] = format === 'channelsFirst' ? [shape[2]!, shape[3]!] : [shape[1]!, shape[2]!];
  const depth = channels === 'same' ? channelsOf(shape, format) : channels;
  return fits(image(shape[0]!, change(height, 0), change(width, 1), depth, format));
};
