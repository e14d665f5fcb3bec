// A tensor in parts: split, unstack.
import type { Shown } from '../../errors/show.js';
import type { FloorDivide, NotCount, Remainder, Subtract } from '../arithmetic.js';
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
import type { Without } from './places.js';

/** As many of one shape. */
type Copies<S, N, Done extends readonly S[] = []> = Done['length'] extends N
  ? Done
  : Copies<S, N, [...Done, S]>;

/** The most parts that a type counts; of more it is known that they are several. */
type Few<N extends number> = `${N}` extends `${infer A}${infer Rest}`
  ? Rest extends '' | `${'0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'}`
    ? A
    : never
  : never;

/** The parts of an axis: so many equal ones, or those between some places. `Split<[null, 6], 3, 1>` is three `[null, 2]`. */
export type Split<S extends Shape, I, A extends number> = S extends unknown
  ? number extends S['length'] | A
    ? readonly Shape[]
    : [Axis<S, A>] extends [never]
      ? ShapeError<`split: ${Show<S>} has no axis ${A}`, readonly Shape[]>
      : I extends number
        ? Equal<S, I, A, S[Axis<S, A>]>
        : I extends readonly number[]
          ? number extends I['length'] | I[number]
            ? readonly Shape[]
            : Between<S, I, A, S[Axis<S, A>]>
          : readonly Shape[]
  : never;

type Equal<S extends Shape, N extends number, A extends number, D> = number extends N
  ? readonly Shape[]
  : `${N}` extends NotCount
    ? ShapeError<Unequal<S, N, A>, readonly Shape[]>
    : [Few<N>] extends [never]
      ? readonly Shape[]
      : D extends number
        ? number extends D
          ? Copies<ReplaceAxis<S, Axis<S, A>, number>, N>
          : Remainder<D, N> extends 0
            ? Copies<ReplaceAxis<S, Axis<S, A>, FloorDivide<D, N>>, N>
            : ShapeError<Unequal<S, N, A>, Copies<ReplaceAxis<S, Axis<S, A>, number>, N>>
        : Copies<ReplaceAxis<S, Axis<S, A>, null>, N>;

type Unequal<
  S extends Shape,
  N,
  A extends number,
> = `split cannot part axis ${A} of ${Show<S>} into ${N & number} equal parts`;

type Between<S extends Shape, I extends readonly number[], A extends number, D> =
  Sizes<I, D> extends infer All
    ? [All] extends [readonly Dim[]]
      ? { -readonly [K in keyof All]: ReplaceAxis<S, Axis<S, A>, All[K]> }
      : ShapeError<
          `split cannot part axis ${A} of ${Show<S>} at ${Shown<I>}`,
          [...{ [K in keyof I]: ReplaceAxis<S, Axis<S, A>, number> }, ReplaceAxis<S, Axis<S, A>, number>]
        >
    : never;

/** The sizes between places that go up; `undefined` where they do not. */
type Sizes<
  I extends readonly number[],
  D,
  From extends number = 0,
  Done extends readonly Dim[] = [],
> = I extends readonly [infer To extends number, ...infer Rest extends readonly number[]]
  ? `${To}` extends `-${string}` | `${string}.${string}`
    ? undefined
    : [Subtract<To, From>] extends [never]
      ? undefined
      : Sizes<Rest, D, To, [...Done, Subtract<To, From>]>
  : D extends number
    ? [Subtract<D, From>] extends [never]
      ? undefined
      : [...Done, Subtract<D, From>]
    : [...Done, null];

/** How many parts a tensor may be split into. */
const mostParts = 10_000;

/** The sizes of the parts along an axis, or the sentence where there are none such. */
export const splitSizes = (
  shape: Shape,
  asked: number | readonly number[],
  axis: number,
): Checked<{ readonly place: number; readonly sizes: readonly Dim[] }> => {
  const place = axisOf(shape, axis);
  if (place === undefined) return misfit(`split: ${showShape(shape)} has no axis ${axis}`);
  const dim = shape[place]!;
  if (typeof asked === 'number') {
    const isCount = Number.isInteger(asked) && asked > 0 && asked <= mostParts;
    if (!isCount || (typeof dim === 'number' && dim % asked !== 0))
      return misfit(`split cannot part axis ${axis} of ${showShape(shape)} into ${asked} equal parts`);
    const size = typeof dim === 'number' ? dim / asked : null;
    return fits({ place, sizes: Array.from({ length: asked }, () => size) });
  }
  const ends = typeof dim === 'number' ? [...asked, dim] : asked;
  const goesUp = ends.every((end, i) => Number.isInteger(end) && end >= (ends[i - 1] ?? 0));
  if (!goesUp)
    return misfit(`split cannot part axis ${axis} of ${showShape(shape)} at [${asked.join(', ')}]`);
  const sizes = asked.map((end, i) => end - (asked[i - 1] ?? 0));
  return fits({ place, sizes: [...sizes, typeof dim === 'number' ? dim - (asked.at(-1) ?? 0) : null] });
};

/** Value twin of `Split`. */
export const split = (
  shape: Shape,
  asked: number | readonly number[],
  axis: number,
): Checked<readonly Shape[]> => {
  const parts = splitSizes(shape, asked, axis);
  if (parts._tag === 'Left') return parts;
  const { place, sizes } = parts.right;
  return fits(sizes.map((size) => replaceAxis(shape, place, size)));
};

/** The parts along an axis, without it. `Unstack<[null, 2, 4], undefined, 1>` is two `[null, 4]`. */
export type Unstack<S extends Shape, N, A extends number> = S extends unknown
  ? number extends S['length'] | A
    ? readonly Shape[]
    : [Axis<S, A>] extends [never]
      ? ShapeError<`unstack: ${Show<S>} has no axis ${A}`, readonly Shape[]>
      : S[Axis<S, A>] extends infer D
        ? D extends number
          ? Layers<S, D, A>
          : N extends number
            ? Layers<S, N, A>
            : D extends null
              ? ShapeError<`unstack needs num: axis ${A} of ${Show<S>} is not known`, readonly Shape[]>
              : readonly Shape[]
        : never
  : never;

type Layers<S extends Shape, N extends number, A extends number> = number extends N
  ? readonly Without<S, Axis<S, A>>[]
  : [Few<N>] extends [never]
    ? readonly Without<S, Axis<S, A>>[]
    : Copies<Without<S, Axis<S, A>>, N>;

/** Value twin of `Unstack`. */
export const unstack = (
  shape: Shape,
  num: number | null | undefined,
  axis: number,
): Checked<readonly Shape[]> => {
  const place = axisOf(shape, axis);
  if (place === undefined) return misfit(`unstack: ${showShape(shape)} has no axis ${axis}`);
  const dim = shape[place];
  const count = typeof dim === 'number' ? dim : num;
  if (typeof count !== 'number')
    return misfit(`unstack needs num: axis ${axis} of ${showShape(shape)} is not known`);
  if (!(Number.isInteger(count) && count > 0 && count <= mostParts))
    return misfit(`unstack: ${showShape(shape)} cannot be parted into ${count}`);
  const part = shape.filter((_, i) => i !== place);
  return fits(Array.from({ length: count }, () => part));
};
