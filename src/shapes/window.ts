// Where a window that slides over an axis can stand: convolutions and pooling.
import type { AddDigits, CeilDigits, MultiplyDigits, SubtractDigits, ToNumber } from './arithmetic.js';
import { ceilDivide } from './arithmetic.js';
import { namedUnslide, namedWindow, type NamedUnslide, type NamedWindow } from './named-window.js';
import type { Dim } from './shape.js';

/** 'valid': the window stays inside; 'same': the axis is padded, so that stride 1 keeps its size. */
export type Padding = 'valid' | 'same';

/** The other padding: beside P in an option, `OtherPadding[P]` lets editors offer both, for P is its default until one is typed. */
export interface OtherPadding {
  valid: 'same';
  same: 'valid';
}

/** The paddings of steps; 'causal': padded in front alone, so that no step sees a later one. */
export type CausalPadding = Padding | 'causal';

/** The other paddings, for editors: see `OtherPadding`. */
export interface OtherCausalPadding {
  valid: 'same' | 'causal';
  same: 'valid' | 'causal';
  causal: 'valid' | 'same';
}

/** What a padding does to sizes: 'causal' leaves as many windows as 'same'. */
export type Slid<P extends CausalPadding> = P extends 'valid' ? 'valid' : 'same';

/** A size for both spatial axes, or [height, width]. */
export type Size2 = number | readonly [number, number];

/** The height of a size: `Height<3>` is `3`, `Height<[3, 2]>` is `3`; of what is no size it is `number`. */
export type Height<X> = X extends number
  ? X
  : X extends readonly [infer H extends number, unknown]
    ? H
    : number;
/** The width of a size: `Width<3>` is `3`, `Width<[3, 2]>` is `2`; of what is no size it is `number`. */
export type Width<X> = X extends number
  ? X
  : X extends readonly [unknown, infer W extends number]
    ? W
    : number;

/** One less than a digit, so that the usual sizes need no arithmetic. */
interface OneLess {
  1: '0';
  2: '1';
  3: '2';
  4: '3';
  5: '4';
  6: '5';
  7: '6';
}

/** How far a window of `Size` with gaps of `Dilation` reaches beyond its first place: (size - 1) * dilation. */
type Overhang<Size extends number, Dilation extends number> = Size extends keyof OneLess
  ? Dilation extends 1
    ? OneLess[Size]
    : MultiplyDigits<OneLess[Size], `${Dilation}`>
  : MultiplyDigits<SubtractDigits<`${Size}`, '1'>, `${Dilation}`>;

/** How many of the places where a window may stand a stride meets; none is `undefined`. */
type Places<All extends string, Stride extends number> = [All] extends ['0']
  ? undefined
  : Stride extends 1
    ? ToNumber<All>
    : ToNumber<CeilDigits<All, `${Stride}`>>;

/**
 * The size of an axis after a window has slid over it; `undefined` where the window does not fit.
 * `Window<28, 3, 1, 'valid', 1>` is `26`; `null` stays `null`, and a wide `number` anywhere gives `number`.
 */
export type Window<
  N extends Dim,
  Size extends number,
  Stride extends number,
  P extends Padding,
  Dilation extends number = 1,
> = N extends null
  ? null
  : number extends N | Size | Stride | Dilation
    ? number
    : P extends 'same'
      ? Stride extends 1
        ? N
        : ToNumber<CeilDigits<`${N & number}`, `${Stride}`>>
      : Size extends number // one of several is tried by itself, lest a misfit be lost among the others
        ? Dilation extends number
          ? Places<SubtractDigits<`${N & number}`, Overhang<Size, Dilation>>, Stride>
          : never
        : never;

/**
 * `Window` along an axis that may have a name. Layers ask for it where an axis is neither a number nor `null`, so that
 * a model without names pays nothing.
 */
export type AnyWindow<
  N extends Dim,
  Size extends number,
  Stride extends number,
  P extends Padding,
  Dilation extends number = 1,
> = N extends string
  ? number extends Size | Stride | Dilation
    ? null
    : NamedWindow<N, Overhang<Size, Dilation>, `${Stride}`, P>
  : Window<N, Size, Stride, P, Dilation>;

/** Value twin of `Window`; `undefined` where the window does not fit. */
export const windowSize = (
  n: Dim,
  size: number,
  stride: number,
  padding: Padding,
  dilation = 1,
): Dim | undefined => {
  if (n === null) return null;
  if (typeof n === 'string') return namedWindow(n, (size - 1) * dilation, stride, padding);
  if (padding === 'same') return ceilDivide(n, stride);
  const free = n - ((size - 1) * dilation + 1);
  return free < 0 ? undefined : Math.floor(free / stride) + 1;
};

/**
 * The size of an axis that a window has been spread out over, the way back of `Window`: `n * stride`, and for 'valid'
 * what the window reaches over: `max(size - stride, 0)`. `Unslide<4, 3, 1, 'valid'>` is `6`.
 */
export type Unslide<
  N extends Dim,
  Size extends number,
  Stride extends number,
  P extends Padding,
> = N extends null
  ? null
  : number extends N | Size | Stride
    ? number
    : MultiplyDigits<`${N & number}`, `${Stride}`> extends infer Steps extends string
      ? P extends 'same'
        ? ToNumber<Steps>
        : [SubtractDigits<`${Size}`, `${Stride}`>] extends [infer Over extends string]
          ? [Over] extends [never]
            ? ToNumber<Steps>
            : ToNumber<AddDigits<Steps, Over>>
          : never
      : never;

/** `Unslide` along an axis that may have a name. */
export type AnyUnslide<
  N extends Dim,
  Size extends number,
  Stride extends number,
  P extends Padding,
> = N extends string
  ? number extends Size | Stride
    ? null
    : NamedUnslide<N, `${Size}`, `${Stride}`, P>
  : Unslide<N, Size, Stride, P>;

/** Value twin of `Unslide`. */
export const unslide = (n: Dim, size: number, stride: number, padding: Padding): Dim =>
  n === null
    ? null
    : typeof n === 'string'
      ? namedUnslide(n, size, stride, padding)
      : n * stride + (padding === 'valid' ? Math.max(size - stride, 0) : 0);
