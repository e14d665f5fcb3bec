// Products of tensors: matmul, dot, tensordot.
import { apart, type Apart } from '../apart.js';
import { axisOf, type Axis } from '../axis.js';
import {
  fits,
  misfit,
  showShape,
  whenFits,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
  type Show,
} from '../shape.js';
import type { Without } from './places.js';
import { stretch, type Stretch } from './stretch.js';

type Unmultiplied<
  L extends string,
  A extends Shape,
  B extends Shape,
  Why,
> = `${L} cannot multiply ${Show<A>} by ${Show<B>}: ${Why & string}`;

/** The product of matrices in a batch of them; of vectors, as NumPy has it. `Matmul<[null, 3, 4], [4, 2]>` is `[null, 3, 2]`. */
export type Matmul<A extends Shape, B extends Shape> = A extends unknown
  ? B extends unknown
    ? number extends A['length'] | B['length']
      ? Shape
      : [A, B] extends [
            readonly [...infer As extends Shape, infer K extends Dim],
            readonly [unknown, ...unknown[]],
          ]
        ? B extends readonly [...infer Bs extends Shape, infer N extends Dim, infer C extends Dim]
          ? B extends readonly [...Bs, N, C]
            ? WithInner<A, B, K, N, Batched<As, Bs, C>>
            : never
          : B extends readonly [infer N extends Dim]
            ? WithInner<A, B, K, N, As>
            : never
        : ShapeError<Unmultiplied<'matmul', A, B, 'a number is no matrix'>, Shape>
    : never
  : never;

type WithInner<A extends Shape, B extends Shape, K, N, Out> =
  Apart<K, N> extends infer Why extends string
    ? ShapeError<Unmultiplied<'matmul', A, B, Why>, Out extends Shape ? Out : Shape>
    : Out;

/** Rows of the one, columns of the other, in the batch of both. */
type Batched<As extends Shape, Bs extends Shape, C extends Dim> = As extends readonly [
  ...infer Batch extends Shape,
  infer R extends Dim,
]
  ? Behind<Stretch<'matmul', Batch, Bs>, [R, C]>
  : [...Bs, C];

/** A verdict's shape with axes behind it. */
type Behind<Out, More extends Shape> = Out extends Shape
  ? [...Out, ...More]
  : Out extends ShapeError<infer Why, infer Intended extends Shape>
    ? ShapeError<Why, [...Intended, ...More]>
    : never;

/** Value twin of `Matmul`. */
export const matmulShape = (a: Shape, b: Shape): Checked => {
  const unmultiplied = (why: string) =>
    misfit(`matmul cannot multiply ${showShape(a)} by ${showShape(b)}: ${why}`);
  if (a.length === 0 || b.length === 0) return unmultiplied('a number is no matrix');
  const why = apart(a.at(-1)!, b.at(b.length === 1 ? -1 : -2)!);
  if (why !== undefined) return unmultiplied(why);
  if (b.length === 1) return fits(a.slice(0, -1));
  if (a.length === 1) return fits([...b.slice(0, -2), b.at(-1)!]);
  return whenFits(stretch('matmul', a.slice(0, -2), b.slice(0, -2)), (batch) =>
    fits([...batch, a.at(-2)!, b.at(-1)!]),
  );
};

/** Sums over the last axis of the one and the last but one of the other. `Dot<[null, 4], [4, 2]>` is `[null, 2]`. */
export type Dot<A extends Shape, B extends Shape> = A extends unknown
  ? B extends unknown
    ? number extends A['length'] | B['length']
      ? Shape
      : A extends readonly [...infer As extends Shape, infer K extends Dim]
        ? B extends readonly [...infer Bs extends Shape, infer N extends Dim, infer C extends Dim]
          ? Summed<'dot', A, B, K, N, [...As, ...Bs, C]>
          : B extends readonly [infer N extends Dim]
            ? Summed<'dot', A, B, K, N, As>
            : A
        : B
    : never
  : never;

type Summed<L extends string, A extends Shape, B extends Shape, K, N, Out extends Shape> =
  Apart<K, N> extends infer Why extends string ? ShapeError<Unmultiplied<L, A, B, Why>, Out> : Out;

/** Value twin of `Dot`. */
export const dotShape = (a: Shape, b: Shape): Checked => {
  if (a.length === 0 || b.length === 0) return fits(a.length === 0 ? b : a);
  const why = apart(a.at(-1)!, b.at(b.length === 1 ? -1 : -2)!);
  if (why !== undefined) return misfit(`dot cannot multiply ${showShape(a)} by ${showShape(b)}: ${why}`);
  return fits(b.length === 1 ? a.slice(0, -1) : [...a.slice(0, -1), ...b.slice(0, -2), b.at(-1)!]);
};

/** What `tensordot` sums over: the last of the one and the first of the other, or an axis, or several, of each. */
export type DotAxesArg = number | readonly [number, number] | readonly [readonly number[], readonly number[]];

/** `Tensordot<[null, 3, 4], [4, 2], 1>` is `[null, 3, 2]`. */
export type Tensordot<A extends Shape, B extends Shape, X> = A extends unknown
  ? B extends unknown
    ? number extends A['length'] | B['length']
      ? Shape
      : X extends readonly [infer P, infer Q]
        ? SumOver<A, B, Listed<P>, Listed<Q>>
        : number extends X
          ? Shape
          : X extends 0
            ? [...A, ...B]
            : LastAndFirst<A, B, A, B, X>
    : never
  : never;

type Listed<P> = P extends number ? readonly [P] : P;

/** Sums over as many of the last axes of the one and of the first of the other. */
type LastAndFirst<
  A extends Shape,
  B extends Shape,
  RestA extends Shape,
  RestB extends Shape,
  X,
  Lasts extends readonly Dim[] = [],
  Firsts extends readonly Dim[] = [],
> = Lasts['length'] extends X
  ? FirstApart<Lasts, Firsts> extends infer Why extends string
    ? ShapeError<Unmultiplied<'tensordot', A, B, Why>, [...RestA, ...RestB]>
    : [...RestA, ...RestB]
  : [RestA, RestB] extends [
        readonly [...infer Ra extends Shape, infer L extends Dim],
        readonly [infer F extends Dim, ...infer Rb extends Shape],
      ]
    ? LastAndFirst<A, B, Ra, Rb, X, [L, ...Lasts], [...Firsts, F]>
    : ShapeError<Unmultiplied<'tensordot', A, B, `they have no ${X & number} axes to sum over`>, Shape>;

type FirstApart<A, B> = [A, B] extends [readonly [infer a, ...infer As], readonly [infer b, ...infer Bs]]
  ? Apart<a, b> extends infer Why extends string
    ? Why
    : FirstApart<As, Bs>
  : undefined;

/** Sums over axes that are said, of each as many. */
type SumOver<A extends Shape, B extends Shape, P, Q> = [P, Q] extends [
  infer Ps extends readonly number[],
  infer Qs extends readonly number[],
]
  ? number extends Ps['length'] | Qs['length'] | Ps[number] | Qs[number]
    ? Shape
    : [NoneOf<A, Ps>] extends [never]
      ? [NoneOf<B, Qs>] extends [never]
        ? FirstApart<At<A, Ps>, At<B, Qs>> extends infer Why extends string
          ? ShapeError<Unmultiplied<'tensordot', A, B, Why>, Shape>
          : [...Without<A, PlaceIn<A, Ps>>, ...Without<B, PlaceIn<B, Qs>>]
        : ShapeError<`tensordot: ${Show<B>} has no axis ${NoneOf<B, Qs>}`, Shape>
      : ShapeError<`tensordot: ${Show<A>} has no axis ${NoneOf<A, Ps>}`, Shape>
  : Shape;

type NoneOf<S extends Shape, P extends readonly number[]> = P extends readonly [
  infer Head extends number,
  ...infer Rest extends readonly number[],
]
  ? [Axis<S, Head>] extends [never]
    ? Head
    : NoneOf<S, Rest>
  : never;
type At<S extends Shape, P extends readonly number[]> = { [K in keyof P]: S[Axis<S, P[K]>] };
type PlaceIn<S extends Shape, P extends readonly number[]> = { [K in keyof P]: Axis<S, P[K]> }[number];

/** The places that `tensordot` sums over in each, or the sentence. */
export const tensordotPlaces = (
  a: Shape,
  b: Shape,
  axes: DotAxesArg,
): Checked<readonly [readonly number[], readonly number[]]> => {
  const unmultiplied = (why: string) =>
    misfit(`tensordot cannot multiply ${showShape(a)} by ${showShape(b)}: ${why}`);
  if (typeof axes === 'number' && (axes > a.length || axes > b.length))
    return unmultiplied(`they have no ${axes} axes to sum over`);
  const [left, right] =
    typeof axes === 'number'
      ? [
          Array.from({ length: axes }, (_, i) => a.length - axes + i),
          Array.from({ length: axes }, (_, i) => i),
        ]
      : axes.map((each) => [each].flat());
  const places: [number[], number[]] = [[], []];
  for (const [side, [shape, asked]] of (
    [
      [a, left!],
      [b, right!],
    ] as const
  ).entries())
    for (const axis of asked) {
      const place = axisOf(shape, axis);
      if (place === undefined) return misfit(`tensordot: ${showShape(shape)} has no axis ${axis}`);
      places[side]!.push(place);
    }
  const [p, q] = places;
  if (p.length !== q.length) return unmultiplied(`${p.length} axes are no ${q.length}`);
  for (const [i, place] of p.entries()) {
    const why = apart(a[place]!, b[q[i]!]!);
    if (why !== undefined) return unmultiplied(why);
  }
  return fits(places);
};

/** Value twin of `Tensordot`. */
export const tensordotShape = (a: Shape, b: Shape, axes: DotAxesArg): Checked =>
  whenFits(tensordotPlaces(a, b, axes), ([left, right]) =>
    fits([...a.filter((_, i) => !left.includes(i)), ...b.filter((_, i) => !right.includes(i))]),
  );
