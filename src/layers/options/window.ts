// The options of layers that slide a window over steps, images or volumes.
import { count, oneOf, whole } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';
import { axisNames, type Along, type DataFormat, type Rank } from '../../shapes/rank.js';
import type { SpaceWindow } from '../../shapes/slide.js';
import type { CausalPadding, Padding, Size2 } from '../../shapes/window.js';

/** A size for every axis, or one for each. */
export type Size<R extends Rank> = number | Along<R, number>;

/** Sizes along the axes of a space: one for all of them, or a list. */
const sizes = <R extends Rank>(rank: R, element: Kind<number>): Kind<Along<R, number>, Size<R>> => {
  const each = (given: unknown): readonly unknown[] =>
    Array.isArray(given)
      ? Array.from(given as readonly unknown[])
      : Array.from({ length: rank }, () => given);
  return {
    needs: `one size or [${axisNames[rank]}]`,
    read: (given) => {
      const read = each(given).map(element.read);
      const right = read.length === rank && read.every((size) => size !== undefined);
      return right ? (read as unknown as Along<R, number>) : undefined;
    },
    blame: (given) => {
      const all = each(given);
      const part = all.find((size) => typeof size === 'number' && element.read(size) === undefined);
      return all.length === rank && part !== undefined ? { needs: element.needs, part } : undefined;
    },
  };
};

/** A size of steps, which may stand in a list, as Keras's configurations have it. */
export const size1 = sizes(1, count);
/** A size of height and width: one for both, or [height, width]. */
export const size2: Kind<Along<2, number>, Size2> = sizes(2, count);
/** A size of depth, height and width: one for all, or [depth, height, width]. */
export const size3 = sizes(3, count);

/** The same, zero allowed. */
export const extra1 = sizes(1, whole);
export const extra2 = sizes(2, whole);
export const extra3 = sizes(3, whole);

/** Where the channels are. */
export const dataFormat: Kind<DataFormat> = oneOf(['channelsLast', 'channelsFirst']);

/** What lies beyond the edges. */
export const padding: Kind<Padding> = oneOf(['valid', 'same']);

/** The same of steps. */
export const causalPadding: Kind<CausalPadding> = oneOf(['valid', 'same', 'causal']);

/** A window over a space, of options as they have been read. */
export const windowOf = (
  size: readonly number[],
  options: {
    readonly strides: readonly number[];
    readonly padding: CausalPadding;
    readonly dilationRate?: readonly number[];
    readonly dataFormat: DataFormat;
  },
): SpaceWindow => ({
  size,
  strides: options.strides,
  // what is padded in front alone leaves as many windows
  padding: options.padding === 'valid' ? 'valid' : 'same',
  dilation: options.dilationRate ?? size.map(() => 1),
  format: options.dataFormat,
});
