// Windows over a space of any rank. Those over images, of which models have most, are written out in images.ts.
import type { Counted, Multiply, NotCount } from './arithmetic.js';
import type { Along, DataFormat, Rank } from './rank.js';
import {
  misfit,
  showShape,
  type Checked,
  type Dim,
  type EachOf,
  type Shape,
  type ShapeError,
  type Show,
} from './shape.js';
import { spaceWindowHint, type SpaceWindowHint } from './space-hint.js';
import {
  changeSpace,
  fillSpace,
  notSpace,
  spaceParts,
  type Channels,
  type Multiple,
  type NoChannels,
  type NoSpace,
  type Space,
  type SpaceParts,
} from './space.js';
import { windowSize, type AnyWindow, type Padding } from './window.js';

/** The part of a size along an axis: `SizeAlong<3, '0'>` is `3`, `SizeAlong<[3, 2], '1'>` is `2`. */
export type SizeAlong<X, I> = X extends number
  ? X
  : I extends keyof X
    ? X[I] extends infer N extends number
      ? N
      : number
    : number;

/** `never`, unless a size is no count, or has not the rank: that is said where it was given, and not here again. */
export type BadSize<R extends Rank, X> = X extends number
  ? `${X}` extends NotCount
    ? X
    : never
  : X extends Along<R, number>
    ? BadSize<R, X[number]>
    : X;

/** The axes after a window: `Windows<[28, 28], 3, 1, 'valid', 1>` is `[26, 26]`. */
type Windows<N extends readonly unknown[], K, St, P extends Padding, D> = {
  [I in keyof N]: N[I] extends infer Size extends Dim
    ? AnyWindow<Size, SizeAlong<K, I>, SizeAlong<St, I>, P, SizeAlong<D, I>>
    : never;
};

/**
 * The shape after a window of size K, stride St and dilation D has slid over a space; `C` is the channels out.
 * One of two paddings gives one of two shapes, and must fit either way.
 * `SlideSpace<1, 'conv1d', [null, 100, 8], 3, 1, 'valid', 1, 32>` is `[null, 98, 32]`.
 */
export type SlideSpace<
  R extends Rank,
  L extends string,
  In,
  K,
  St,
  P extends Padding,
  D,
  C,
  F extends DataFormat = 'channelsLast',
> = [P] extends ['valid']
  ? SlideOver<R, L, In, K, St, P, D, C, F>
  : EachOf<P extends unknown ? SlideOver<R, L, In, K, St, P, D, C, F> : never>;

type SlideOver<R extends Rank, L extends string, In, K, St, P extends Padding, D, C, F extends DataFormat> =
  SpaceParts<In, F> extends readonly [infer B, infer N extends Along<R, Dim>, infer Z]
    ? [BadSize<R, K | St | D>] extends [never]
      ? Windows<N, K, St, P, D> extends infer Left extends readonly unknown[]
        ? undefined extends Left[number]
          ? ShapeError<
              [C, Z] extends ['same', unknown] | [unknown, number]
                ? `${L}: the ${WindowName<R, TooLarge<N, K, D>>} does not fit in ${Show<In>}; ${SpaceWindowHint<R, In, Left, F>}`
                : NoChannels<L, In>,
              Space<B, Along<R, number>, Meant<C, Z>, F>
            >
          : FillSpace<L, In, B, Left, Z, C, F>
        : never
      : Space<B, Along<R, number>, Meant<C, Z>, F>
    : NoSpace<R, L, In, F, Space<null, Along<R, number>, Meant<C, number>, F>>;

/** The channels that a layer was meant to give. */
export type Meant<C, Z> = C extends number ? Counted<C> : C extends 'same' ? Z : number;

/** A space of other axes and channels, or the sentence where a layer must know the channels that came in. */
export type FillSpace<
  L extends string,
  In,
  B,
  N extends readonly unknown[],
  Z,
  C,
  F extends DataFormat,
> = C extends 'same'
  ? Space<B, N, Z, F>
  : Z extends number
    ? Space<B, N, C extends Multiple<infer M> ? Multiply<Z, Counted<M>> : Counted<C & number>, F>
    : ShapeError<NoChannels<L, In>, Space<B, N, C extends number ? Counted<C> : number, F>>;

/** Those of the windows that do not fit: `TooLarge<[9], 2 | 20, 1>` is `20`. */
type TooLarge<N extends readonly unknown[], K, D> = K extends unknown
  ? undefined extends Windows<N, K, 1, 'valid', D>[number]
    ? K
    : never
  : never;

/** A window in print: `WindowName<2, [3, 2]>` is `'3x2 window'`, `WindowName<1, 3>` is `'window of 3'`. */
type WindowName<R extends Rank, K> = R extends 1
  ? `window of ${SizeAlong<K, '0'>}`
  : R extends 2
    ? `${SizeAlong<K, '0'>}x${SizeAlong<K, '1'>} window`
    : `${SizeAlong<K, '0'>}x${SizeAlong<K, '1'>}x${SizeAlong<K, '2'>} window`;

/** Value twin of `WindowName`. */
const windowName = (size: readonly number[]): string =>
  size.length === 1 ? `window of ${size[0]}` : `${size.join('x')} window`;

/** A window over a space, as values: each list has a number for each axis. */
export interface SpaceWindow {
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly padding: Padding;
  readonly dilation: readonly number[];
  readonly format: DataFormat;
}

/** Value twin of `SlideSpace`. */
export const slideSpace = (layer: string, shape: Shape, window: SpaceWindow, channels: Channels): Checked => {
  const { size, strides, padding, dilation, format } = window;
  const rank = size.length as Rank;
  if (shape.length !== rank + 2) return misfit(notSpace(rank, layer, shape, format));
  const axes = spaceParts(shape, format).axes.map((n, i) =>
    windowSize(n, size[i]!, strides[i]!, padding, dilation[i]),
  );
  const unknown = channels !== 'same' && typeof spaceParts(shape, format).channels !== 'number';
  if (axes.includes(undefined) && !unknown)
    return misfit(
      `${layer}: the ${windowName(size)} does not fit in ${showShape(shape)}; ` +
        spaceWindowHint(rank, shape, axes, format),
    );
  return fillSpace(layer, shape, axes as readonly Dim[], format, channels);
};

/**
 * The shape after a whole space has become one value a channel.
 * `PoolSpace<3, 'globalMaxPooling3d', [null, 4, 7, 7, 64], 'channelsLast', false>` is `[null, 64]`.
 */
export type PoolSpace<R extends Rank, L extends string, In, F extends DataFormat, Keep extends boolean> =
  SpaceParts<In, F> extends readonly [infer B, Along<R, unknown>, infer Z]
    ? Pooled<R, B, Z, F, Keep>
    : NoSpace<R, L, In, F, Pooled<R, null, number, F, Keep>>;

type Pooled<R extends Rank, B, C, F extends DataFormat, Keep extends boolean> = Keep extends true
  ? Space<B, Along<R, 1>, C, F>
  : [B, C];

/** Value twin of `PoolSpace`. */
export const poolSpace = (
  rank: Rank,
  layer: string,
  shape: Shape,
  format: DataFormat,
  keepdims: boolean,
): Checked => {
  const whole = changeSpace(rank, layer, shape, format, 'same', () => 1);
  if (whole._tag === 'Left' || keepdims) return whole;
  const { batch, channels } = spaceParts(shape, format);
  return { ...whole, right: [batch, channels] };
};

/**
 * The shape after a space has been divided into so many windows along each axis.
 * `AdaptSpace<2, 'adaptiveMaxPooling2d', [null, 9, 9, 64], 7, 'channelsLast'>` is `[null, 7, 7, 64]`.
 */
export type AdaptSpace<R extends Rank, L extends string, In, K, F extends DataFormat> =
  SpaceParts<In, F> extends readonly [infer B, Along<R, unknown>, infer Z]
    ? Space<B, Adapted<R, K>, Z, F>
    : NoSpace<R, L, In, F, Space<null, Adapted<R, K>, number, F>>;

type Adapted<R extends Rank, K> = [BadSize<R, K>] extends [never]
  ? {
      1: [SizeAlong<K, '0'>];
      2: [SizeAlong<K, '0'>, SizeAlong<K, '1'>];
      3: [SizeAlong<K, '0'>, SizeAlong<K, '1'>, SizeAlong<K, '2'>];
    }[R]
  : Along<R, number>;

/** Value twin of `AdaptSpace`. */
export const adaptSpace = (
  layer: string,
  shape: Shape,
  size: readonly number[],
  format: DataFormat,
): Checked => changeSpace(size.length as Rank, layer, shape, format, 'same', (_, axis) => size[axis]!);
