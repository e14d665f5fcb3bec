// Windows over the two spatial axes of images: [batch, height, width, channels], or channels first.
import { isWhole } from './arithmetic.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
  type Show,
} from './shape.js';
import { windowSize, type Padding, type Window } from './window.js';

/** Which axis of an image holds its channels. */
export type DataFormat = 'channelsLast' | 'channelsFirst';

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
> = `${L} needs ${ImageAxes<F>}, got ${Show<In>}; reshape first, e.g. .reshape([28, 28, 1])`;

/** Value twin of `NotAnImage`. */
export const notAnImage = (layer: string, shape: Shape, format: DataFormat): string =>
  `${layer} needs ${imageAxes(format)}, got ${showShape(shape)}; reshape first, e.g. .reshape([28, 28, 1])`;

/** An image put together: `Image<null, 26, 26, 32, 'channelsLast'>` is `[null, 26, 26, 32]`. */
export type Image<B, H, W, C, F extends DataFormat> = F extends 'channelsFirst' ? [B, C, H, W] : [B, H, W, C];

/** Value twin of `Image`. */
export const image = (batch: Dim, height: Dim, width: Dim, channels: Dim, format: DataFormat): Shape =>
  format === 'channelsFirst' ? [batch, channels, height, width] : [batch, height, width, channels];

/** What a window over an image gives; `C` is the channels out, or 'same' for as many as came in. */
type Slide<
  L extends string,
  In,
  B,
  H extends Dim,
  W extends Dim,
  K,
  St,
  P extends Padding,
  D,
  C,
  F extends DataFormat,
> = [K, St, D] extends [
  readonly [infer KH extends number, infer KW extends number],
  readonly [infer SH extends number, infer SW extends number],
  readonly [infer DH extends number, infer DW extends number],
]
  ? [Window<H, KH, SH, P, DH>, Window<W, KW, SW, P, DW>] extends [infer OH, infer OW]
    ? [OH] extends [never]
      ? WindowTooLarge<L, In, KH, KW, Image<B, number, number, C, F>>
      : [OW] extends [never]
        ? WindowTooLarge<L, In, KH, KW, Image<B, number, number, C, F>>
        : Image<B, OH, OW, C, F>
    : never
  : never;

type WindowTooLarge<L extends string, In, KH extends number, KW extends number, Intended> = ShapeError<
  `${L}: the ${KH}x${KW} window does not fit in ${Show<In>}; use padding: 'same' or a smaller window`,
  Intended
>;

/**
 * The shape after a window of size K (a pair), stride St and dilation D has slid over an image.
 * `SlideImage<'conv2d', [null, 28, 28, 1], [3, 3], [1, 1], 'valid', [1, 1], 32>` is `[null, 26, 26, 32]`.
 */
export type SlideImage<
  L extends string,
  In,
  K,
  St,
  P extends Padding,
  D,
  C extends number | 'same',
  F extends DataFormat = 'channelsLast',
> = In extends readonly [infer B extends Dim, infer X extends Dim, infer Y extends Dim, infer Z extends Dim]
  ? F extends 'channelsFirst'
    ? Slide<L, In, B, Y, Z, K, St, P, D, C extends 'same' ? X : C, F>
    : Slide<L, In, B, X, Y, K, St, P, D, C extends 'same' ? Z : C, F>
  : number extends (In & Shape)['length']
    ? Image<null, number, number, C extends 'same' ? number : C, F>
    : ShapeError<NotAnImage<L, In, F>, Image<null, number, number, C extends 'same' ? number : C, F>>;

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
        `use padding: 'same' or a smaller window`,
    );
  return fits(image(batch, h, w, channels === 'same' ? depth : channels, window.format));
};

/** The pair behind a size option, each a whole number above zero, or an error that names the option. */
export const positivePair = (layer: string, option: string, value: unknown): readonly [number, number] => {
  const both = Array.isArray(value) ? (value as readonly unknown[]) : [value, value];
  if (both.length === 2 && both.every((n) => isWhole(n) && n > 0))
    return both as unknown as readonly [number, number];
  throw new TypeError(
    `${layer}: ${option} must be a whole number above zero, or a pair of them; got ${JSON.stringify(value)}`,
  );
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
 * An image whose height and width are changed by a rule for each: the axes of `In` in place, or a `ShapeError`.
 * `ResizeImage<'upSampling2d', [null, 4, 4, 8], [8, 8], 'same', 'channelsLast'>` is `[null, 8, 8, 8]`.
 */
export type Resized<L extends string, In, H, W, C, F extends DataFormat> = In extends readonly [
  infer B,
  infer X,
  unknown,
  infer Z,
]
  ? Image<B, H, W, C extends 'same' ? (F extends 'channelsFirst' ? X : Z) : C, F>
  : number extends (In & Shape)['length']
    ? Image<null, number, number, C extends 'same' ? number : C, F>
    : ShapeError<NotAnImage<L, In, F>, Image<null, number, number, C extends 'same' ? number : C, F>>;

/** Height and width of an image: `Spatial<[null, 4, 5, 8], 'channelsLast'>` is `[4, 5]`. */
export type Spatial<In, F extends DataFormat> = In extends readonly [
  unknown,
  infer X extends Dim,
  infer Y extends Dim,
  infer Z extends Dim,
]
  ? F extends 'channelsFirst'
    ? [Y, Z]
    : [X, Y]
  : [number, number];

/** Value twin of `Resized` and `Spatial`: what `change` makes of height (0) and width (1). */
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
