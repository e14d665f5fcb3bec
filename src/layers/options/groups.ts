// Channels and filters in groups, each with kernels of its own.
import type { NotCount, Remainder } from '../../shapes/arithmetic.js';
import type { DataFormat } from '../../shapes/rank.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';
import { spaceParts, type SpaceParts } from '../../shapes/space.js';
import type { Count } from './numbers.js';

/**
 * The type of `groups`: G, or the sentence where it is no count, or does not divide the filters.
 * `Groups<'conv2d', 5, 2>` is `'conv2d: groups must divide the 5 filters, got 2'`.
 */
export type Groups<L extends string, C extends number, G extends number> = G extends 1
  ? G
  : `${G}` extends NotCount
    ? Count<`${L}: groups`, G>
    : `${C}` extends NotCount
      ? G
      : Remainder<C, G> extends 0
        ? G
        : number extends C | G
          ? G
          : `${L}: groups must divide the ${C} filters, got ${G}`;

/** Value twin of `Groups`. */
export const checkGroups = (layer: string, filters: number, groups: number): void => {
  if (filters % groups !== 0)
    throw new TypeError(`${layer}: groups must divide the ${filters} filters, got ${groups}`);
};

/** What a layer gives, or the sentence where the channels of `In`, or its C filters, are not to be divided into G groups. */
export type InGroups<
  L extends string,
  In,
  Out,
  F extends DataFormat,
  G extends number,
  C extends number = number,
> =
  Out extends ShapeError<string, unknown>
    ? Out
    : `${G}` extends NotCount
      ? Out
      : Groups<L, C, G> extends infer Wrong extends string
        ? ShapeError<Wrong, Out>
        : SpaceParts<In, F> extends readonly [unknown, unknown, infer Z extends number]
          ? number extends Z | G
            ? Out
            : Remainder<Z, G> extends 0
              ? Out
              : ShapeError<`${L}: groups must divide the ${Z} channels of ${Show<In>}, got ${G}`, Out>
          : Out;

/** Value twin of `InGroups`. */
export const inGroups = (
  layer: string,
  shape: Shape,
  out: Checked,
  format: DataFormat,
  groups: number,
): Checked => {
  if (out._tag === 'Left') return out;
  const { channels } = spaceParts(shape, format);
  return typeof channels === 'number' && channels % groups !== 0
    ? misfit(`${layer}: groups must divide the ${channels} channels of ${showShape(shape)}, got ${groups}`)
    : fits(out.right);
};
