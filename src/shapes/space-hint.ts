// What to do where a space of another rank was needed, or of the other format.
import { imageHint, type ImageHint } from './image-hint.js';
import { axisNames, type Along, type AxisNames, type DataFormat, type Rank } from './rank.js';
import { showShape, type Shape, type Show, type ShowDim } from './shape.js';

/** The length of what follows the first of the axes, where one is too many. */
interface Whole {
  1: 2;
  2: 3;
  3: 4;
}

/**
 * The end of the sentence for what is no such space: `SpaceHint<1, [null, 100], 'channelsLast'>` is
 * `'; reshape first, e.g. .reshape([100, 1])'`. Of one axis too many the first may be a batch; a square is an image.
 */
export type SpaceHint<R extends Rank, In, F extends DataFormat, L extends string = string> = R extends 2
  ? ImageHint<In, F>
  : In extends readonly [unknown, ...infer N extends Along<R, number>]
    ? number extends N[number]
      ? ''
      : `; reshape first, e.g. .reshape(${Show<F extends 'channelsFirst' ? [1, ...N] : [...N, 1]>})`
    : In extends readonly [unknown, infer N extends number, ...infer Rest]
      ? Rest['length'] extends Whole[R]
        ? [R, Rest[0], L] extends [1, N, `${infer Before}1d${infer After}`]
          ? `; of an image take ${Before}2d${After}`
          : `; if ${ShowDim<N>} is the batch, leave it out: input(${Show<Rest>})`
        : ''
      : '';

/** Value twin of `SpaceHint`. */
export const spaceHint = (rank: Rank, shape: Shape, format: DataFormat, layer: string): string => {
  if (rank === 2) return imageHint(shape, format);
  const [first, ...rest] = shape.slice(1);
  const sizes = shape.slice(1);
  if (sizes.length === rank && sizes.every((size) => typeof size === 'number'))
    return `; reshape first, e.g. .reshape(${showShape(format === 'channelsFirst' ? [1, ...sizes] : [...sizes, 1])})`;
  if (rank === 1 && sizes.length === 3 && typeof first === 'number' && first === rest[0])
    return `; of an image take ${layer.replace('1d', '2d')}`;
  return sizes.length === rank + 2 && typeof first === 'number'
    ? `; if ${first} is the batch, leave it out: input(${showShape(rest)})`
    : '';
};

/** As many channels as images have; an axis of so many, where another should be, is theirs. */
type FewChannels = 1 | 3 | 4;

/** Axes of which the window alone misses the first, or the last. */
type Fitting = number | string | null;
interface FirstMissed {
  1: readonly [undefined];
  2: readonly [undefined, Fitting];
  3: readonly [undefined, Fitting, Fitting];
}
interface LastMissed {
  1: readonly [undefined];
  2: readonly [Fitting, undefined];
  3: readonly [Fitting, Fitting, undefined];
}

/**
 * The end of the sentence for a window that does not fit: data of the other format shows by an axis that looks like
 * channels, which the window alone misses. `N` is what the window has left of each axis, `undefined` where it misses.
 */
export type SpaceWindowHint<R extends Rank, In, N, F extends DataFormat> = [F, N, In] extends [
  'channelsLast',
  FirstMissed[R],
  readonly [unknown, FewChannels, ...unknown[]],
]
  ? `if [channels, ${AxisNames[R]}] is meant, say dataFormat: 'channelsFirst'`
  : [F, N, In] extends ['channelsFirst', LastMissed[R], readonly [...unknown[], FewChannels]]
    ? `if [${AxisNames[R]}, channels] is meant, say dataFormat: 'channelsLast'`
    : `use padding: 'same' or a smaller window`;

/** Value twin of `SpaceWindowHint`. */
export const spaceWindowHint = (
  rank: Rank,
  shape: Shape,
  axes: readonly unknown[],
  format: DataFormat,
): string => {
  const few = (dim: unknown): boolean => dim === 1 || dim === 3 || dim === 4;
  const alone = axes.filter((axis) => axis === undefined).length === 1;
  if (format === 'channelsLast' && alone && axes[0] === undefined && few(shape[1]))
    return `if [channels, ${axisNames[rank]}] is meant, say dataFormat: 'channelsFirst'`;
  if (format === 'channelsFirst' && alone && axes.at(-1) === undefined && few(shape.at(-1)))
    return `if [${axisNames[rank]}, channels] is meant, say dataFormat: 'channelsLast'`;
  return `use padding: 'same' or a smaller window`;
};
