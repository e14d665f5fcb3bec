// Windows over an axis with a name.
import type { SubtractDigits } from './arithmetic.js';
import type { Minus } from './formulas/signed.js';
import { constant, plus, scale } from './formulas/sum.js';
import { parse, sizeOfSum } from './formulas/text.js';
import { type NamedFloor, type NamedPlus, type NamedTimes, namedFloor } from './named.js';
import type { Size } from './shape.js';
import type { Padding } from './window.js';

/**
 * `Window` along a formula; `Over` is how far the window reaches beyond its first place. Whether it fits is not known.
 * `NamedWindow<'time', '2', '2', 'valid'>` is `'ceil(time/2) - 1'`: floor((n - 3) / 2) + 1 = floor((n - 1) / 2).
 */
export type NamedWindow<
  N extends string,
  Over extends string,
  Stride extends string,
  P extends Padding,
> = P extends 'same'
  ? Stride extends '1'
    ? N
    : NamedFloor<N, Less<Stride>, Stride>
  : Stride extends '1'
    ? NamedPlus<N, Over extends '0' ? '0' : `-${Over}`>
    : NamedFloor<N, Minus<Less<Stride>, Over>, Stride>;

/** One less than a stride; the usual ones need no arithmetic. */
type Less<Stride extends string> = Stride extends '2'
  ? '1'
  : Stride extends '3'
    ? '2'
    : SubtractDigits<Stride, '1'>;

/** Value twin of `NamedWindow`. */
export const namedWindow = (n: string, over: number, stride: number, padding: Padding): Size =>
  namedFloor(n, stride - 1 - (padding === 'same' ? 0 : over), stride);

/** `Unslide` along a formula: `NamedUnslide<'time', '3', '2', 'valid'>` is `'2*time + 1'`. */
export type NamedUnslide<
  N extends string,
  Window extends string,
  Stride extends string,
  P extends Padding,
> = string extends N
  ? null
  : P extends 'same'
    ? NamedTimes<N, Stride>
    : [SubtractDigits<Window, Stride>] extends [infer Over extends string]
      ? [Over] extends [never]
        ? NamedTimes<N, Stride>
        : NamedPlus<NamedTimes<N, Stride> & string, Over>
      : never;

/** Value twin of `NamedUnslide`. */
export const namedUnslide = (n: string, window: number, stride: number, padding: Padding): Size =>
  sizeOfSum(plus(scale(parse(n), stride), constant(padding === 'valid' ? Math.max(window - stride, 0) : 0)));
