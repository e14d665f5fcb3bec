import { axis, either, listOf } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';
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

/** The same for each of several axes, the first that fails named. */
export type OnAxes<L extends string, In, Axes extends readonly number[]> = Axes extends readonly [
  infer A extends number,
  ...infer Rest extends readonly number[],
]
  ? OnAxis<L, In, A> extends infer Verdict
    ? Verdict extends Shape
      ? OnAxes<L, In, Rest>
      : Verdict
    : never
  : In;

type NoAxis<L extends string, In, A extends number> = `${L}: ${Show<In>} has no axis ${A}`;

/** Value twin of `OnAxis`. */
export const onAxis = (layer: string, shape: Shape, axis: number): Checked =>
  axisOf(shape, axis) === undefined
    ? misfit(`${layer}: ${showShape(shape)} has no axis ${axis}`)
    : fits(shape);

/**
 * A shape stays if it has each of the axes, and their sizes are known, for weights are made of them; the first that
 * fails is named. `OnKnownAxes<'layerNormalization', [null, 20, 64], [-1]>` is `[null, 20, 64]`.
 */
export type OnKnownAxes<L extends string, In, Axes extends readonly number[]> = Axes extends readonly [
  infer A extends number,
  ...infer Rest extends readonly number[],
]
  ? In extends Shape
    ? [Axis<In, A>] extends [never]
      ? ShapeError<NoAxis<L, In, A>, In>
      : number extends Axis<In, A>
        ? In
        : In[Axis<In, A>] extends null | string
          ? ShapeError<UnknownAxis<L, In, A>, In>
          : OnKnownAxes<L, In, Rest>
    : never
  : In;

type UnknownAxis<
  L extends string,
  In,
  A extends number,
> = `${L} needs to know the size of axis ${A}, got ${Show<In>}`;

/** The sizes of some axes: `AxesSizes<[null, 20, 64], [1, -1]>` is `[20, 64]`; a size that is not known is `number`. */
export type AxesSizes<
  In,
  Axes extends readonly number[],
  Sizes extends readonly number[] = [],
> = In extends Shape
  ? Axes extends readonly [infer A extends number, ...infer Rest extends readonly number[]]
    ? AxesSizes<In, Rest, [...Sizes, In[Axis<In, A>] extends infer Size extends number ? Size : number]>
    : number extends Axes['length']
      ? readonly number[]
      : Sizes
  : readonly number[];

/** Value twin of `OnKnownAxes`. */
export const onKnownAxes = (layer: string, shape: Shape, axes: readonly number[]): Checked => {
  for (const axis of axes) {
    const at = axisOf(shape, axis);
    if (at === undefined) return onAxis(layer, shape, axis);
    if (typeof shape[at] !== 'number')
      return misfit(`${layer} needs to know the size of axis ${axis}, got ${showShape(shape)}`);
  }
  return fits(shape);
};

/** An axis, or several, none of them twice. */
export const axisOrAxes: Kind<number | readonly number[]> = either(
  axis,
  listOf('a list of them', axis, (axes) => axes.length > 0 && new Set(axes).size === axes.length),
);
