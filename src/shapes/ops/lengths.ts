// Axes that become longer: tile, repeat, pad.
import type { Add, Multiply } from '../arithmetic.js';
import { axisOf, replaceAxis, type Axis, type ReplaceAxis } from '../axis.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
  type Show,
} from '../shape.js';

/** An axis so many times; of a name it is not known. */
type Times<D extends Dim, N extends number> = N extends 1 ? D : D extends number ? Multiply<D, N> : null;

const times = (dim: Dim, count: number): Dim =>
  count === 1 ? dim : typeof dim === 'number' ? dim * count : null;

/** How often each axis is there: of fewer the last ones are meant. */
type Tiled<
  S extends Shape,
  R extends readonly number[],
  Done extends readonly Dim[] = [],
> = S extends readonly [...infer RestS extends Shape, infer D extends Dim]
  ? R extends readonly [...infer RestR extends readonly number[], infer N extends number]
    ? Tiled<RestS, RestR, [Times<D, N>, ...Done]>
    : [...S, ...Done]
  : [...R, ...Done];

/** `Tile<[null, 3], [1, 2]>` is `[null, 6]`. */
export type Tile<S extends Shape, R> = S extends unknown
  ? R extends unknown
    ? number extends S['length']
      ? Shape
      : R extends number
        ? Tiled<S, [R]>
        : R extends readonly number[]
          ? number extends R['length']
            ? Shape
            : Tiled<S, R>
          : Shape
    : never
  : never;

/** Value twin of `Tile`. */
export const tile = (shape: Shape, repeats: number | readonly number[]): Shape => {
  const all = typeof repeats === 'number' ? [repeats] : repeats;
  const rank = Math.max(shape.length, all.length);
  return Array.from({ length: rank }, (_, i) => {
    const [dim, count] = [shape[i - (rank - shape.length)], all[i - (rank - all.length)]];
    return dim === undefined ? count! : count === undefined ? dim : times(dim, count);
  });
};

/** `Repeat<[null, 3], 2, 1>` is `[null, 6]`. */
export type Repeat<S extends Shape, N extends number, A extends number> = S extends unknown
  ? A extends unknown
    ? number extends S['length']
      ? Shape
      : [Axis<S, A>] extends [never]
        ? ShapeError<`repeat: ${Show<S>} has no axis ${A}`, S>
        : number extends A
          ? ReplaceAxis<S, A, null>
          : ReplaceAxis<S, Axis<S, A>, Times<S[Axis<S, A>] & Dim, N>>
    : never
  : never;

/** Value twin of `Repeat`. */
export const repeat = (shape: Shape, count: number, axis: number): Checked => {
  const place = axisOf(shape, axis);
  return place === undefined
    ? misfit(`repeat: ${showShape(shape)} has no axis ${axis}`)
    : fits(replaceAxis(shape, place, times(shape[place]!, count)));
};

/** How much is put before each axis, and behind it: one number for all, two for all, or two for each axis. */
export type PadArg = number | readonly [number, number] | readonly (readonly [number, number])[];

type Padded<D, B extends number, A extends number> = D extends number
  ? Add<Add<D, B>, A>
  : [B, A] extends [0, 0]
    ? D
    : null;

/** `Pad<[null, 3], [[0, 0], [1, 2]]>` is `[null, 6]`. */
export type Pad<S extends Shape, W> = S extends unknown
  ? W extends unknown
    ? number extends S['length']
      ? Shape
      : W extends number
        ? { -readonly [K in keyof S]: Padded<S[K], W, W> }
        : W extends readonly [infer B extends number, infer A extends number]
          ? { -readonly [K in keyof S]: Padded<S[K], B, A> }
          : W extends readonly (readonly [number, number])[]
            ? number extends W['length']
              ? { -readonly [K in keyof S]: S[K] extends number ? number : null }
              : W['length'] extends S['length']
                ? {
                    -readonly [K in keyof S]: K extends keyof W
                      ? W[K] extends readonly [infer B extends number, infer A extends number]
                        ? Padded<S[K], B, A>
                        : S[K]
                      : S[K];
                  }
                : ShapeError<`pad: padWidth is of ${W['length']} axes, got ${Show<S>}`, S>
            : Shape
    : never
  : never;

/** The widths along each axis, or the sentence where they are of others. */
export const padWidths = (shape: Shape, given: PadArg): Checked<readonly (readonly [number, number])[]> => {
  if (typeof given === 'number') return fits(shape.map(() => [given, given] as const));
  if (given.length === 2 && typeof given[0] === 'number')
    return fits(shape.map(() => given as readonly [number, number]));
  const all = given as readonly (readonly [number, number])[];
  return all.length === shape.length
    ? fits(all)
    : misfit(`pad: padWidth is of ${all.length} axes, got ${showShape(shape)}`);
};

/** Value twin of `Pad`. */
export const padded = (shape: Shape, widths: readonly (readonly [number, number])[]): Shape =>
  shape.map((dim, i) => {
    const [before, after] = widths[i]!;
    if (before === 0 && after === 0) return dim;
    return typeof dim === 'number' ? dim + before + after : null;
  });
