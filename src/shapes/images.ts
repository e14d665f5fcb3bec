// Windows over the two spatial axes of images: [batch, height, width, channels], or channels first.
import type { Counted, NotCount } from './arithmetic.js';
import type { DataFormat } from './rank.js';
import type { Checked, Dim, EachOf, Shape, ShapeError, Show, Unnamed } from './shape.js';
import { changeSpace, type NoChannels, type NoSpace } from './space.js';
import type { SpaceWindowHint } from './space-hint.js';
import type { AnyWindow, Height, Padding, Width, Window } from './window.js';

export type { DataFormat, OtherFormat } from './rank.js';

/** An image put together: `Image<null, 26, 26, 32, 'channelsLast'>` is `[null, 26, 26, 32]`. */
export type Image<B, H, W, C, F extends DataFormat> = F extends 'channelsFirst' ? [B, C, H, W] : [B, H, W, C];

/** The axes of an image in one order, [batch, height, width, channels]; what is no image is not one here either. */
export type ImageParts<In, F extends DataFormat> = F extends 'channelsFirst'
  ? In extends readonly [infer B, infer C, infer H, infer W]
    ? [B, H, W, C]
    : undefined
  : In;

/** What a layer over images says of another shape; one of unknown rank passes quietly. */
export type NoImage<L extends string, In, C, F extends DataFormat> = NoSpace<
  2,
  L,
  In,
  F,
  Image<null, number, number, C extends 'same' ? number : C, F>
>;

/**
 * The shape after a window of size K, stride St and dilation D has slid over an image; `C` is the channels out, or
 * 'same' for as many as came in.
 * `SlideImage<'conv2d', [null, 28, 28, 1], 3, 1, 'valid', 1, 32>` is `[null, 26, 26, 32]`.
 *
 * The padding is asked for first: it is not known while a call is being inferred, so that nothing is worked out twice.
 * One of two paddings (`cond ? 'same' : 'valid'`) gives one of two shapes, and must fit either way.
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
> = [P] extends ['same']
  ? St extends 1
    ? F extends 'channelsLast'
      ? In extends readonly [unknown, unknown, unknown, number]
        ? `${C & number}` extends NotCount
          ? SameSize<L, In, C, F>
          : [In[0], In[1], In[2], C]
        : SameSize<L, In, C, F>
      : SameSize<L, In, C, F>
    : Slide<L, In, 1, St, P, 1, C, F>
  : [P] extends ['valid']
    ? Slide<L, In, K, St, P, D, C, F>
    : EachOf<P extends unknown ? Slide<L, In, K, St, P, D, C, F> : never>;

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
        F,
        D
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
        F,
        D
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
type Slid<L extends string, In, K, B, Z, HW, C, F extends DataFormat, D> = HW extends readonly [
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
        : `${L}: the ${TooLarge<ImageParts<In, F>, K, D>} window does not fit in ${Show<In>}; ${SpaceWindowHint<2, In, HW, F>}`,
      Image<B, number, number, C extends 'same' ? Z : C, F>
    >;

/** Those of the windows that do not fit, in print: `TooLarge<[null, 9, 9, 3], 2 | [20, 3], 1>` is `'20x3'`. */
type TooLarge<Parts, K, D> = Parts extends readonly [
  unknown,
  infer H extends Dim,
  infer W extends Dim,
  unknown,
]
  ? K extends unknown
    ? undefined extends
        AnyWindow<H, Height<K>, 1, 'valid', Height<D>> | AnyWindow<W, Width<K>, 1, 'valid', Width<D>>
      ? `${Height<K>}x${Width<K>}`
      : never
    : never
  : never;

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
): Checked => changeSpace(2, layer, shape, format, channels, (n, axis) => change(n, axis as 0 | 1));
