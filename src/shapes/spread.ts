// Windows spread out from each place of a space: the way back of windows that slide.
import type { AddDigits, Counted, MultiplyDigits, SubtractDigits, ToNumber } from './arithmetic.js';
import type { AddSigned, Minus } from './formulas/signed.js';
import { plusDim, timesDim, type NamedPlus, type NamedTimes } from './named.js';
import type { Along, DataFormat, Rank } from './rank.js';
import type { Checked, Dim, Shape } from './shape.js';
import type { BadSize, FillSpace, SizeAlong } from './slide.js';
import { changeSpace, type NoSpace, type Space, type SpaceParts } from './space.js';
import { unslide, type AnyUnslide, type Padding } from './window.js';

/** How many values a window with gaps reaches over: `Reach<3, 2>` is `'5'`. */
type Reach<K extends number, D extends number> = D extends 1
  ? `${K}`
  : AddDigits<MultiplyDigits<SubtractDigits<`${K}`, '1'>, `${D}`>, '1'>;

type Odd = `${string}${1 | 3 | 5 | 7 | 9}`;

/**
 * An axis that a window has been spread out over, with O more at its end than the least: `(n - 1) * stride`, the window's
 * reach, of which padding 'same' leaves 1 or 0, and O. Where O is `undefined`, it is as `Unslide` says.
 * `Spread<4, 3, 2, 'valid', 1, 1>` is `10`.
 */
export type Spread<
  N extends Dim,
  K extends number,
  St extends number,
  P extends Padding,
  D extends number,
  O,
> = O extends number
  ? number extends N | K | St | D | O
    ? N extends number
      ? number
      : null
    : Longer<
        N,
        St,
        Minus<
          AddDigits<P extends 'same' ? (Reach<K, D> extends Odd ? '1' : '0') : Reach<K, D>, `${O}`>,
          `${St}`
        >
      >
  : number extends K | D
    ? AnyUnslide<N, number, St, P>
    : AnyUnslide<N, ToNumber<Reach<K, D>>, St, P>;

/** `n * stride`, and so many more, or less: `Longer<4, 2, '-1'>` is `7`. */
type Longer<N extends Dim, St extends number, By extends string> = N extends number
  ? ToNumber<AddSigned<MultiplyDigits<`${N}`, `${St}`>, By>>
  : N extends string
    ? NamedTimes<N, `${St}`> extends infer Steps extends string
      ? NamedPlus<Steps, By>
      : null
    : null;

/** Value twin of `Spread`. */
export const spreadSize = (
  n: Dim,
  size: number,
  stride: number,
  padding: Padding,
  dilation: number,
  extra: number | undefined,
): Dim => {
  const reach = (size - 1) * dilation + 1;
  if (extra === undefined) return unslide(n, reach, stride, padding);
  return plusDim(timesDim(n, stride), (padding === 'same' ? reach % 2 : reach) + extra - stride);
};

/** The axes after windows have been spread out: `Spreads<[4, 4], 3, 2, 'same', 1, undefined>` is `[8, 8]`. */
type Spreads<N extends readonly unknown[], K, St, P extends Padding, D, O> = {
  [I in keyof N]: N[I] extends infer Size extends Dim
    ? [SizeAlong<K, I>, SizeAlong<St, I>, SizeAlong<D, I>] extends [
        infer Window extends number,
        infer Stride extends number,
        infer Gap extends number,
      ]
      ? Spread<Size, Window, Stride, P, Gap, O extends undefined ? undefined : SizeAlong<O, I>>
      : never
    : never;
};

/**
 * The shape after a window of size K, stride St and dilation D has been spread out from each place of a space, O more at
 * the end of each axis. `SpreadSpace<1, 'conv1dTranspose', [null, 4, 8], 16, 3, 2, 'same', 1, undefined, 'channelsLast'>` is
 * `[null, 8, 16]`.
 */
export type SpreadSpace<
  R extends Rank,
  L extends string,
  In,
  C extends number,
  K,
  St,
  P extends Padding,
  D,
  O,
  F extends DataFormat,
> = P extends unknown ? SpreadOver<R, L, In, C, K, St, P, D, O, F> : never;

type SpreadOver<
  R extends Rank,
  L extends string,
  In,
  C extends number,
  K,
  St,
  P extends Padding,
  D,
  O,
  F extends DataFormat,
> =
  SpaceParts<In, F> extends readonly [infer B, infer N extends Along<R, Dim>, infer Z]
    ? [BadSize<R, K | St | D>] extends [never]
      ? Spreads<N, K, St, P, D, O> extends infer Grown extends readonly unknown[]
        ? FillSpace<L, In, B, Grown, Z, C, F>
        : never
      : Space<B, Along<R, number>, Counted<C>, F>
    : NoSpace<R, L, In, F, Space<null, Along<R, number>, Counted<C>, F>>;

/** A window to be spread out, as values: each list has a number for each axis. */
export interface SpreadWindow {
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly padding: Padding;
  readonly dilation: readonly number[];
  /** How many more at the end of each axis; where it is not told, as many as Keras makes of them. */
  readonly extra: readonly number[] | undefined;
  readonly format: DataFormat;
}

/** Value twin of `SpreadSpace`. */
export const spreadSpace = (layer: string, shape: Shape, window: SpreadWindow, filters: number): Checked => {
  const { size, strides, padding, dilation, extra, format } = window;
  return changeSpace(size.length as Rank, layer, shape, format, filters, (n, axis) =>
    spreadSize(n, size[axis]!, strides[axis]!, padding, dilation[axis]!, extra?.[axis]),
  );
};
