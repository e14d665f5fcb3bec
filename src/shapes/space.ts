// Data over space: steps, images or volumes, between the batch and the channels, or with the channels first.
import { spaceHint, type SpaceHint } from './space-hint.js';
import { axisNames, type AxisNames, type DataFormat, type Rank } from './rank.js';
import {
  misfit,
  showShape,
  fits,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
  type Show,
} from './shape.js';

/** The axes in print: `SpaceAxes<1, 'channelsLast'>` is `'[batch, steps, channels]'`. */
export type SpaceAxes<R extends Rank, F extends DataFormat> = F extends 'channelsFirst'
  ? `[batch, channels, ${AxisNames[R]}]`
  : `[batch, ${AxisNames[R]}, channels]`;

/** Value twin of `SpaceAxes`. */
export const spaceAxes = (rank: Rank, format: DataFormat): string =>
  format === 'channelsFirst'
    ? `[batch, channels, ${axisNames[rank]}]`
    : `[batch, ${axisNames[rank]}, channels]`;

/** The sentence for what is no such space. */
export type NotSpace<
  R extends Rank,
  L extends string,
  In,
  F extends DataFormat,
> = `${L} needs ${SpaceAxes<R, F>}, got ${Show<In>}${SpaceHint<R, In, F>}`;

/** Value twin of `NotSpace`. */
export const notSpace = (rank: Rank, layer: string, shape: Shape, format: DataFormat): string =>
  `${layer} needs ${spaceAxes(rank, format)}, got ${showShape(shape)}${spaceHint(rank, shape, format)}`;

/** A shape put together: `Space<null, [26, 26], 32, 'channelsLast'>` is `[null, 26, 26, 32]`. */
export type Space<B, N extends readonly unknown[], C, F extends DataFormat> = F extends 'channelsFirst'
  ? [B, C, ...N]
  : [B, ...N, C];

/** Value twin of `Space`. */
export const space = (batch: Dim, axes: readonly Dim[], channels: Dim, format: DataFormat): Shape =>
  format === 'channelsFirst' ? [batch, channels, ...axes] : [batch, ...axes, channels];

/** A shape taken apart: `SpaceParts<[null, 28, 28, 1], 'channelsLast'>` is `[null, [28, 28], 1]`. */
export type SpaceParts<In, F extends DataFormat> = F extends 'channelsFirst'
  ? In extends readonly [infer B, infer C, ...infer N]
    ? [B, N, C]
    : undefined
  : In extends readonly [infer B, ...infer N, infer C]
    ? [B, N, C]
    : undefined;

/** Value twin of `SpaceParts`, of a shape that is such a space. */
export const spaceParts = (
  shape: Shape,
  format: DataFormat,
): { readonly batch: Dim; readonly axes: readonly Dim[]; readonly channels: Dim } =>
  format === 'channelsFirst'
    ? { batch: shape[0]!, axes: shape.slice(2), channels: shape[1]! }
    : { batch: shape[0]!, axes: shape.slice(1, -1), channels: shape.at(-1)! };

/** What a layer over a space says of another shape, beside the shape that was meant; one of unknown rank passes quietly. */
export type NoSpace<R extends Rank, L extends string, In, F extends DataFormat, Meant> = number extends (In &
  Shape)['length']
  ? Meant
  : ShapeError<NotSpace<R, L, In, F>, Meant>;

/**
 * How many channels come out: so many, for which a layer must know how many came in; as many as came in; or a multiple
 * of them, for which it must know that too.
 */
export type Channels = number | 'same' | Multiple<number>;

/** So many channels for each that came in. */
export interface Multiple<M extends number> {
  readonly times: M;
}

/** The sentence where a kernel's shape hangs on channels that are not known. */
export type NoChannels<L extends string, In> = `${L} needs to know the number of channels, got ${Show<In>}`;

/** A space with other axes: what `change` makes of each. */
export const changeSpace = (
  rank: Rank,
  layer: string,
  shape: Shape,
  format: DataFormat,
  channels: Channels,
  change: (n: Dim, axis: number) => Dim,
): Checked => {
  if (shape.length !== rank + 2) return misfit(notSpace(rank, layer, shape, format));
  const { axes } = spaceParts(shape, format);
  return fillSpace(layer, shape, axes.map(change), format, channels);
};

/** A space of other axes and channels, or the sentence where it must know the channels that came in. */
export const fillSpace = (
  layer: string,
  shape: Shape,
  axes: readonly Dim[],
  format: DataFormat,
  channels: Channels,
): Checked => {
  const { batch, channels: before } = spaceParts(shape, format);
  if (channels === 'same') return fits(space(batch, axes, before, format));
  if (typeof before !== 'number')
    return misfit(`${layer} needs to know the number of channels, got ${showShape(shape)}`);
  const after = typeof channels === 'number' ? channels : before * channels.times;
  return fits(space(batch, axes, after, format));
};
