// Axes in another order: transpose, moveaxis, swapaxes.
import type { Shown } from '../../errors/show.js';
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
import { placesOf, type Blurred, type Inserted, type PlacesOf, type Without } from './places.js';

type Reversed<S extends Shape, Done extends readonly Dim[] = []> = S extends readonly [
  infer D extends Dim,
  ...infer Rest extends Shape,
]
  ? Reversed<Rest, [D, ...Done]>
  : Done;

type Ordered<S extends Shape, A extends readonly number[]> = {
  -readonly [K in keyof A]: S[Axis<S, A[K]>] extends infer D extends Dim ? D : never;
};

/** The indices of a shape: of three axes `0 | 1 | 2`. */
type Indices<S extends Shape> = ToIndex<Exclude<keyof S, keyof (readonly unknown[])>>;
type ToIndex<K> = K extends `${infer N extends number}` ? N : never;

/** `Transpose<[null, 3, 4], [0, 2, 1]>` is `[null, 4, 3]`; without an order the axes stand the other way round. */
export type Transpose<S extends Shape, A> = S extends unknown
  ? A extends unknown
    ? number extends S['length']
      ? Shape
      : A extends readonly number[]
        ? number extends A['length']
          ? Blurred<S>
          : number extends A[number]
            ? A['length'] extends S['length']
              ? Blurred<S>
              : ShapeError<NoOrder<S, A>, Blurred<S>>
            : A['length'] extends S['length']
              ? [Exclude<Indices<S>, PlacesOf<S, A>>] extends [never]
                ? Ordered<S, A>
                : ShapeError<NoOrder<S, A>, Blurred<S>>
              : ShapeError<NoOrder<S, A>, Blurred<S>>
        : Reversed<S>
    : never
  : never;

type NoOrder<S extends Shape, A> = `transpose: axes must be each axis of ${Show<S>} once, got ${Shown<A>}`;

/** Value twin of `Transpose`: the order of the axes. */
export const transposeOrder = (
  shape: Shape,
  axes: readonly number[] | null | undefined,
): Checked<readonly number[]> => {
  if (axes === null || axes === undefined) return fits(shape.map((_, i) => shape.length - 1 - i));
  const places = axes.map((axis) => axisOf(shape, axis));
  return places.length === shape.length && shape.every((_, i) => places.includes(i))
    ? fits(places as readonly number[])
    : misfit(`transpose: axes must be each axis of ${showShape(shape)} once, got [${axes.join(', ')}]`);
};

/** `Swap<[null, 3, 4], 1, 2>` is `[null, 4, 3]`. */
export type Swap<S extends Shape, A extends number, B extends number> = S extends unknown
  ? number extends S['length']
    ? Shape
    : [Axis<S, A>] extends [never]
      ? ShapeError<`swapaxes: ${Show<S>} has no axis ${A}`, Blurred<S>>
      : [Axis<S, B>] extends [never]
        ? ShapeError<`swapaxes: ${Show<S>} has no axis ${B}`, Blurred<S>>
        : number extends A | B
          ? Blurred<S>
          : {
              -readonly [K in keyof S]: K extends `${Axis<S, A>}`
                ? S[Axis<S, B>]
                : K extends `${Axis<S, B>}`
                  ? S[Axis<S, A>]
                  : S[K];
            }
  : never;

/** Value twin of `Swap`: the order of the axes. */
export const swapOrder = (shape: Shape, a: number, b: number): Checked<readonly number[]> => {
  const places = placesOf('swapaxes', shape, [a, b]);
  if (places._tag === 'Left') return places;
  const [first, second = first] = places.right as readonly [number, number?];
  return fits(shape.map((_, i) => (i === first ? second : i === second ? first : i)));
};

/** `Move<[null, 3, 4], 1, -1>` is `[null, 4, 3]`; of several axes at once it is known that they are as many. */
export type Move<S extends Shape, From, To> = S extends unknown
  ? number extends S['length']
    ? Shape
    : [NoAxisAt<S, From>] extends [never]
      ? [NoAxisAt<S, To>] extends [never]
        ? [From, To] extends [infer A extends number, infer B extends number]
          ? number extends A | B
            ? Blurred<S>
            : Inserted<Without<S, Axis<S, A>>, Axis<S, B>, S[Axis<S, A>] & Dim>
          : Blurred<S>
        : ShapeError<`moveaxis: ${Show<S>} has no axis ${NoAxisAt<S, To> & number}`, Blurred<S>>
      : ShapeError<`moveaxis: ${Show<S>} has no axis ${NoAxisAt<S, From> & number}`, Blurred<S>>
  : never;

/** The first axis that there is not, or `never`. */
type NoAxisAt<S extends Shape, A> = A extends number
  ? [Axis<S, A>] extends [never]
    ? A
    : never
  : A extends readonly [infer Head extends number, ...infer Rest]
    ? [Axis<S, Head>] extends [never]
      ? Head
      : NoAxisAt<S, Rest>
    : never;

/** Value twin of `Move`: the order of the axes. */
export const moveOrder = (
  shape: Shape,
  source: number | readonly number[],
  destination: number | readonly number[],
): Checked<readonly number[]> => {
  const places = placesOf('moveaxis', shape, source);
  if (places._tag === 'Left') return places;
  const targets = placesOf('moveaxis', shape, destination);
  if (targets._tag === 'Left') return targets;
  const [from, to] = [places.right, targets.right];
  if (from.length !== to.length)
    return misfit(`moveaxis moves as many axes as it has places for, got ${from.length} and ${to.length}`);
  const left = shape.flatMap((_, i) => (from.includes(i) ? [] : [i]));
  return fits(shape.map((_, i) => (to.includes(i) ? from[to.indexOf(i)]! : left.shift()!)));
};
