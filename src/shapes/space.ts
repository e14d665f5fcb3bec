// Data over space: steps, images or volumes, between the batch and the channels, or with the channels first.
import { spaceHint, type SpaceHint } from './space-hint.js';
import { axisNames, type Along, type AxisNames, type DataFormat, type Rank } from './rank.js';
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
> = `${L} needs ${SpaceAxes<R, F>}, got ${Show<In>}${SpaceHint<R, In, F, L>}`;

/** Value twin of `NotSpace`. */
export const notSpace = (rank: Rank, layer: string, shape: Shape, format: DataFormat): string =>
  `${layer} needs ${spaceAxes(rank, format)}, got ${showShape(shape)}${spaceHint(rank, shape, format, layer)}`;

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

/** How many axes there are with batch and channels. */
interface Lengths {
  1: 3;
  2: 4;
  3: 5;
}

/** The parts of a space of so many axes: `SpaceOf<2, [null, 8, 9, 3], 'channelsLast'>` is `[null, [8, 9], 3]`; else `undefined`. */
export type SpaceOf<R extends Rank, In, F extends DataFormat> = In extends { readonly length: Lengths[R] }
  ? SpaceParts<In, F>
  : undefined;

/** A space as it is: `SameSpace<1, 'spatialDropout1d', [null, 4, 8], 'channelsLast'>` is `[null, 4, 8]`. */
export type SameSpace<R extends Rank, L extends string, In, F extends DataFormat> =
  SpaceOf<R, In, F> extends undefined ? NoSpace<R, L, In, F, Space<null, Along<R, number>, number, F>> : In;

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

/** A space with other axes: what `change` makes of each, or the middle of a sentence where it cannot. */
export const changeSpace = (
  rank: Rank,
  layer: string,
  shape: Shape,
  format: DataFormat,
  channels: Channels,
  change: (n: Dim, axis: number) => Dim | { readonly wrong: string },
): Checked => {
  if (shape.length !== rank + 2) return misfit(notSpace(rank, layer, shape, format));
  const axes: Dim[] = [];
  for (const [axis, n] of spaceParts(shape, format).axes.entries()) {
    const size = change(n, axis);
    if (typeof size === 'object' && size !== null)
      return misfit(`${layer}: ${size.wrong}, got ${showShape(shape)}`);
    axes.push(size);
  }
  return fillSpace(layer, shape, axes, format, channels);
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
