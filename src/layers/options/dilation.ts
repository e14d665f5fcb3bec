// Strides and gaps in one window: as in Keras, a layer has the one or the other.
import { show, type Shown } from '../../errors/show.js';
import type { Rank } from '../../shapes/rank.js';
import type { SizeArg, Sizes, Sizes1, Sizes3 } from './numbers.js';

/** `true` where a size is above 1 along some axis, as far as the types know. */
type AboveOne<X> = X extends number
  ? number extends X
    ? false
    : X extends 1
      ? false
      : true
  : X extends readonly number[]
    ? AboveOne<X[number]>
    : false;

/**
 * The type of `dilationRate` beside strides: a size, or the sentence where both are above 1.
 * `Dilation<2, 'conv2d', 2, 2>` is `'conv2d: dilationRate must be 1 where strides are above it, got [2, 2]'`.
 */
export type Dilation<R extends Rank, L extends string, St extends SizeArg, D extends SizeArg> = [
  true,
  true,
] extends [AboveOne<St>, AboveOne<D>]
  ? `${L}: dilationRate must be 1 where strides are above it, got ${Shown<Every<R, D>>}`
  : {
      1: Sizes1<`${L}: dilationRate`, D>;
      2: Sizes<`${L}: dilationRate`, D>;
      3: Sizes3<`${L}: dilationRate`, D>;
    }[R];

/** A size along each axis. */
type Every<R extends Rank, D> = D extends number ? { 1: [D]; 2: [D, D]; 3: [D, D, D] }[R] : D;

/** Value twin of `Dilation`. */
export const checkDilation = (
  layer: string,
  strides: readonly number[],
  dilationRate: readonly number[],
): void => {
  if (Math.max(...strides) > 1 && Math.max(...dilationRate) > 1)
    throw new TypeError(
      `${layer}: dilationRate must be 1 where strides are above it, got ${show(dilationRate)}`,
    );
};
