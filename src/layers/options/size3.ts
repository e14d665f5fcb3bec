// A size of depth, height and width.
import type { Shown } from '../../errors/show.js';
import { count } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';
import type { Count } from './numbers.js';

/** A size for all three spatial axes, or [depth, height, width]. */
export type Size3 = number | readonly [number, number, number];

/** What is inferred for one: a number, or a list, of whatever length is given. */
export type Size3Arg = number | readonly [number, ...number[]];

/** The sizes of the three axes: `Size3Of<2>` is `[2, 2, 2]`; of what is no size they are `number`. */
export type Size3Of<X> = X extends number
  ? [X, X, X]
  : X extends readonly [number, number, number]
    ? X
    : [number, number, number];

/** The type of such an argument: the sentence stands at the size that counts nothing, or at the last of too many or too few. */
export type Sizes3<What extends string, X extends Size3Arg> = [X] extends [number]
  ? Count<What, X & number>
  : {
      readonly [I in keyof X]: X extends readonly [number, number, number]
        ? X[I] extends number
          ? Count<What, X[I]>
          : X[I]
        : X extends readonly [...infer Init, unknown]
          ? I extends `${Init['length']}`
            ? `${What} must be one size or [depth, height, width], got ${Shown<X>}`
            : X[I]
          : X[I];
    };

const sizesIn = (given: unknown): readonly unknown[] =>
  Array.isArray(given) ? (given as readonly unknown[]) : [given, given, given];

/** Value twin of `Size3Of`, among the options. */
export const size3: Kind<readonly [number, number, number], Size3> = {
  needs: 'one size or [depth, height, width]',
  read: (given) => {
    const sizes = sizesIn(given).map(count.read);
    return sizes.length === 3 && sizes.every((size) => size !== undefined)
      ? (sizes as unknown as readonly [number, number, number])
      : undefined;
  },
  blame: (given) => {
    const sizes = sizesIn(given);
    const part = sizes.find((size) => typeof size === 'number' && count.read(size) === undefined);
    return sizes.length === 3 && part !== undefined ? { needs: count.needs, part } : undefined;
  },
};
