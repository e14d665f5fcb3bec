// The options of layers that slide a window over an image.
import { count, oneOf } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';
import type { DataFormat, ImageWindow } from '../../shapes/images.js';
import type { Padding, Size2 } from '../../shapes/window.js';

type Pair = readonly [number, number];

const pairOf = (given: unknown): readonly unknown[] =>
  Array.isArray(given) ? (given as readonly unknown[]) : [given, given];

/** A size of height and width: one for both, or [height, width]. */
export const size2: Kind<Pair, Size2> = {
  needs: 'one size or [height, width]',
  read: (given) => {
    const [height, width, ...more] = pairOf(given).map(count.read);
    return height && width && more.length === 0 ? [height, width] : undefined;
  },
  blame: (given) => {
    const pair = pairOf(given);
    const part = pair.find((size) => typeof size === 'number' && count.read(size) === undefined);
    return pair.length === 2 && part !== undefined ? { needs: count.needs, part } : undefined;
  },
};

/** Where the channels of an image are. */
export const dataFormat: Kind<DataFormat> = oneOf(['channelsLast', 'channelsFirst']);

/** What lies beyond the edges of an image. */
export const padding: Kind<Padding> = oneOf(['valid', 'same']);

/** A window over an image, of options as they have been read. */
export const windowOf = (
  size: Pair,
  options: {
    readonly strides: Pair;
    readonly padding: Padding;
    readonly dilationRate?: Pair;
    readonly dataFormat: DataFormat;
  },
): ImageWindow => ({
  size,
  strides: options.strides,
  padding: options.padding,
  dilation: options.dilationRate ?? [1, 1],
  format: options.dataFormat,
});
