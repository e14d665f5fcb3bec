import { axisOf, type Axis } from '../../shapes/axis.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';

/** A shape that has the axis stays; one that lacks it is a `ShapeError`. `OnAxis<'softmax', [null, 10], -1>` is `[null, 10]`. */
export type OnAxis<L extends string, In, A extends number> = In extends Shape
  ? [Axis<In, A>] extends [never]
    ? ShapeError<NoAxis<L, In, A>, In>
    : In
  : never;

type NoAxis<L extends string, In, A extends number> = `${L}: ${Show<In>} has no axis ${A}`;

/** Value twin of `OnAxis`. */
export const onAxis = (layer: string, shape: Shape, axis: number): Checked =>
  axisOf(shape, axis) === undefined
    ? misfit(`${layer}: ${showShape(shape)} has no axis ${axis}`)
    : fits(shape);
