// How many axes lie between batch and channels, and where the channels are.

/** How many axes a space has: steps are one, the height and width of an image two, those of a volume with its depth three. */
export type Rank = 1 | 2 | 3;

/** Which axis holds the channels: the last, or that after the batch. */
export type DataFormat = 'channelsLast' | 'channelsFirst';

/** The other format, for editors: see `OtherPadding`. */
export interface OtherFormat {
  channelsLast: 'channelsFirst';
  channelsFirst: 'channelsLast';
}

/** One X an axis: `Along<3, number>` is `readonly [number, number, number]`. */
export type Along<R extends Rank, X> = {
  1: readonly [X];
  2: readonly [X, X];
  3: readonly [X, X, X];
}[R];

/** What the axes of a space are called. */
export const axisNames = { 1: 'steps', 2: 'height, width', 3: 'depth, height, width' } as const;
export type AxisNames = typeof axisNames;
