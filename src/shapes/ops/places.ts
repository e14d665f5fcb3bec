// Axes as operations are told them: by their places, the batch among them, from the end where negative.
import { axisOf, type Axis } from '../axis.js';
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

/** One axis, several, or where there is none all of them. */
export type AxesArg = number | readonly number[] | null;

type NoAxis<L extends string, S extends Shape, A> = `${L}: ${Show<S>} has no axis ${A & number}`;

/** The first axis that a shape has not, or `never`. */
type FirstBad<S extends Shape, A> = A extends number
  ? [Axis<S, A>] extends [never]
    ? A
    : never
  : A extends readonly [infer Head extends number, ...infer Rest]
    ? [Axis<S, Head>] extends [never]
      ? Head
      : FirstBad<S, Rest>
    : never;

/** The places of some axes, as a union. */
export type PlacesOf<S extends Shape, A> = A extends readonly (infer N extends number)[]
  ? EachPlace<S, N>
  : EachPlace<S, A & number>;
type EachPlace<S extends Shape, N extends number> = N extends unknown ? Axis<S, N> : never;

/** Whether it is not known which axes are meant. */
type IsWide<A> = A extends number
  ? number extends A
    ? true
    : false
  : A extends readonly (infer N)[]
    ? number extends A['length'] | N
      ? true
      : false
    : false;

/** A shape of which each axis may be another one. */
export type Blurred<S extends Shape> = { -readonly [K in keyof S]: S[number] extends number ? number : null };

/** A shape of which each axis may be 1. */
type MaybeOnes<S extends Shape> = { -readonly [K in keyof S]: S[K] extends number ? number : null };

type Ones<S extends Shape> = { -readonly [K in keyof S]: 1 };

/**
 * What is left of a shape without some axes, or with ones in their places.
 * `Reduce<'mean', [null, 4, 5], -1, false>` is `[null, 4]`.
 */
export type Reduce<L extends string, S extends Shape, A, K> = S extends unknown
  ? A extends unknown
    ? K extends true
      ? number extends S['length']
        ? Shape
        : A extends null
          ? Ones<S>
          : Checking<L, S, A, IsWide<A> extends true ? MaybeOnes<S> : Kept<S, PlacesOf<S, A>>>
      : number extends S['length']
        ? A extends null
          ? []
          : Shape
        : A extends null
          ? []
          : Checking<L, S, A, IsWide<A> extends true ? Shape : Without<S, PlacesOf<S, A>>>
    : never
  : never;

/** The shape, or the sentence for an axis that there is not. */
type Checking<L extends string, S extends Shape, A, Out> = [FirstBad<S, A>] extends [never]
  ? Out
  : ShapeError<NoAxis<L, S, FirstBad<S, A>>, Shape>;

type Kept<S extends Shape, P> = {
  -readonly [I in keyof S]: I extends `${P & number}` ? 1 : S[I];
};

/** A shape without the axes at some places. */
export type Without<
  S extends Shape,
  P,
  Done extends readonly Dim[] = [],
  At extends readonly unknown[] = [],
> = S extends readonly [infer D extends Dim, ...infer Rest extends Shape]
  ? Without<Rest, P, At['length'] extends P ? Done : [...Done, D], [...At, 0]>
  : Done;

/** The shape itself, where it has some axes. `AlongAxes<'softmax', [null, 4], 3>` is a `ShapeError`. */
export type AlongAxes<L extends string, S extends Shape, A> = S extends unknown
  ? A extends unknown
    ? Checking<L, S, A, S> extends infer Out
      ? Out extends ShapeError<infer Why, unknown>
        ? ShapeError<Why, S>
        : Out
      : never
    : never
  : never;

/** The places of axes, each once, or the sentence for one that there is not. */
export const placesOf = (
  operation: string,
  shape: Shape,
  axes: AxesArg | undefined,
): Checked<readonly number[]> => {
  if (axes === null || axes === undefined) return fits(shape.map((_, i) => i));
  const places: number[] = [];
  for (const axis of typeof axes === 'number' ? [axes] : axes) {
    const place = axisOf(shape, axis);
    if (place === undefined) return misfit(noAxis(operation, shape, axis));
    if (!places.includes(place)) places.push(place);
  }
  return fits(places);
};

const noAxis = (operation: string, shape: Shape, axis: number): string =>
  `${operation}: ${showShape(shape)} has no axis ${axis}`;

/** Value twin of `Reduce`. */
export const reduce = (
  operation: string,
  shape: Shape,
  axes: AxesArg | undefined,
  keepdims: boolean,
): Checked => {
  const places = placesOf(operation, shape, axes);
  if (places._tag === 'Left') return places;
  const gone = places.right;
  return fits(
    keepdims
      ? shape.map((dim, i) => (gone.includes(i) ? 1 : dim))
      : shape.filter((_, i) => !gone.includes(i)),
  );
};

/** Value twin of `AlongAxes`. */
export const alongAxes = (operation: string, shape: Shape, axes: AxesArg | undefined): Checked => {
  const places = placesOf(operation, shape, axes);
  return places._tag === 'Left' ? places : fits(shape);
};

/** A shape with an axis of size D put in at each of some places. */
export type Inserted<
  S extends Shape,
  P,
  D extends Dim,
  Done extends readonly Dim[] = [],
> = Done['length'] extends P
  ? Inserted<S, P, D, [...Done, D]>
  : S extends readonly [infer Head extends Dim, ...infer Rest extends Shape]
    ? Inserted<Rest, P, D, [...Done, Head]>
    : Done;

/** A shape as long as it is with so many axes more. */
type Longer<S extends Shape, A> = A extends readonly [unknown, ...infer Rest]
  ? Longer<[...S, 1], Rest>
  : A extends number
    ? [...S, 1]
    : S;

/**
 * A shape with axes of size D more, at the places that they have then.
 * `Insert<'expandDims', [null, 3], 1, 1>` is `[null, 1, 3]`.
 */
export type Insert<L extends string, S extends Shape, A, D extends Dim> = S extends unknown
  ? A extends unknown
    ? number extends S['length']
      ? Shape
      : A extends readonly unknown[]
        ? number extends A['length']
          ? Shape
          : InsertAt<L, S, A, D>
        : InsertAt<L, S, A, D>
    : never
  : never;

type InsertAt<L extends string, S extends Shape, A, D extends Dim> =
  Longer<S, A> extends infer More extends Shape
    ? [FirstBad<More, A>] extends [never]
      ? IsWide<A> extends true
        ? Blurred<More>
        : Inserted<S, PlacesOf<More, A>, D>
      : ShapeError<NoPlace<L, S, FirstBad<More, A>>, Blurred<More>>
    : never;

type NoPlace<
  L extends string,
  S extends Shape,
  A,
> = `${L}: ${Show<S>} has no place ${A & number} for an axis`;

/** Value twin of `Insert`. */
export const insert = (
  operation: string,
  shape: Shape,
  axes: number | readonly number[],
  size: Dim,
): Checked => {
  const all = typeof axes === 'number' ? [axes] : axes;
  const longer: Shape = [...shape, ...all.map(() => 1)];
  const places: number[] = [];
  for (const axis of all) {
    const place = axisOf(longer, axis);
    if (place === undefined)
      return misfit(`${operation}: ${showShape(shape)} has no place ${axis} for an axis`);
    places.push(place);
  }
  const out: Dim[] = [...shape];
  for (const place of places.sort((a, b) => a - b)) out.splice(place, 0, size);
  return fits(out);
};

/** A shape without axes of size 1: those that are said, or all of them where none is. */
export type Squeeze<L extends string, S extends Shape, A> = S extends unknown
  ? A extends unknown
    ? number extends S['length']
      ? Shape
      : A extends null
        ? null extends FirstUnsure<S>
          ? Shape
          : NoOnes<S>
        : IsWide<A> extends true
          ? Shape
          : [FirstBad<S, A>] extends [never]
            ? [NotOne<S, A>] extends [never]
              ? Without<S, PlacesOf<S, A>>
              : ShapeError<NotOneSentence<L, S, NotOne<S, A>>, Without<S, PlacesOf<S, A>>>
            : ShapeError<NoAxis<L, S, FirstBad<S, A>>, Shape>
    : never
  : never;

/** `null` where an axis may be 1 or not. */
type FirstUnsure<S extends Shape> = { [K in keyof S]: number extends S[K] ? null : never }[number];

type NoOnes<S extends Shape, Done extends readonly Dim[] = []> = S extends readonly [
  infer D extends Dim,
  ...infer Rest extends Shape,
]
  ? NoOnes<Rest, D extends 1 ? Done : [...Done, D]>
  : Done;

/** The first of some axes that is a number, and not 1. */
type NotOne<S extends Shape, A> = A extends number
  ? S[Axis<S, A>] extends infer D extends number
    ? number extends D
      ? never
      : D extends 1
        ? never
        : A
    : never
  : A extends readonly [infer Head extends number, ...infer Rest]
    ? [NotOne<S, Head>] extends [never]
      ? NotOne<S, Rest>
      : Head
    : never;

type NotOneSentence<
  L extends string,
  S extends Shape,
  A,
> = `${L}: axis ${A & number} of ${Show<S>} is ${S[Axis<S, A & number>] & number}, not 1`;

/** Value twin of `Squeeze`. */
export const squeeze = (operation: string, shape: Shape, axes: AxesArg | undefined): Checked => {
  if (axes === null || axes === undefined) return fits(shape.filter((dim) => dim !== 1));
  const places = placesOf(operation, shape, axes);
  if (places._tag === 'Left') return places;
  const odd = (typeof axes === 'number' ? [axes] : axes).find((axis) => {
    const dim = shape[axisOf(shape, axis)!];
    return typeof dim === 'number' && dim !== 1;
  });
  return odd === undefined
    ? fits(shape.filter((_, i) => !places.right.includes(i)))
    : misfit(`${operation}: axis ${odd} of ${showShape(shape)} is ${shape[axisOf(shape, odd)!]}, not 1`);
};
