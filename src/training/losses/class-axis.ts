import type { Axis } from '../../shapes/axis.js';
import { axisOf } from '../../shapes/axis.js';
import { ShapeMismatchError, showShape, type Shape, type ShapeError, type Show } from '../../shapes/shape.js';

/**
 * The sentence for an output without a class axis of two or more at `A`, or `unknown`:
 * `NoClasses<'categoricalCrossentropy', [null, 1]>` is a ShapeError.
 */
export type NoClasses<L extends string, Out, A extends number = -1> = Out extends Shape
  ? number extends Out['length']
    ? unknown
    : [Axis<Out, A>] extends [never]
      ? Needs<L, Out, A>
      : Axis<Out, A> extends 0
        ? Needs<L, Out, A>
        : Out[Axis<Out, A>] extends 1
          ? ShapeError<`${L} needs two classes or more, got ${Show<Out>}; for yes or no use binaryCrossentropy`>
          : unknown
  : unknown;

type Needs<L extends string, Out, A extends number> = ShapeError<
  A extends -1
    ? `${L} needs an output [batch, ..., classes], got ${Show<Out>}`
    : `${L} needs classes along axis ${A}, got ${Show<Out>}`
>;

/** Value twin of `NoClasses`. */
export const checkClasses = (loss: string, out: Shape, axis = -1): void => {
  const place = axisOf(out, axis);
  if (place === undefined || place === 0)
    throw new ShapeMismatchError(
      axis === -1
        ? `${loss} needs an output [batch, ..., classes], got ${showShape(out)}`
        : `${loss} needs classes along axis ${axis}, got ${showShape(out)}`,
    );
  if (out[place] === 1)
    throw new ShapeMismatchError(
      `${loss} needs two classes or more, got ${showShape(out)}; for yes or no use binaryCrossentropy`,
    );
};

/**
 * A shape without one axis: `WithoutAxis<[null, 3, 28, 28], 1>` is `[null, 28, 28]`.
 */
export type WithoutAxis<S extends Shape, A extends number> = number extends A ? Shape : Omitted<S, `${A}`>;
type Omitted<S extends readonly unknown[], At, Done extends Shape = []> = S extends readonly [
  ...infer Rest extends Shape,
  infer Last extends Shape[number],
]
  ? `${Rest['length']}` extends At
    ? [...Rest, ...Done]
    : Omitted<Rest, At, [Last, ...Done]>
  : Done;

/** Value twin of `WithoutAxis`. */
export const withoutAxis = (shape: Shape, axis: number): Shape =>
  shape.filter((_, place) => place !== axisOf(shape, axis));
