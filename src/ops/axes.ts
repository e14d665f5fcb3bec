// Axes that come, go, and change places: reshape, transpose, expandDims.
import { optional } from '../options/option.js';
import type { SymbolicTensor } from '../graph/symbolic-tensor.js';
import type { AxesArg, Insert, Squeeze } from '../shapes/ops/places.js';
import type { Move, Swap, Transpose } from '../shapes/ops/order.js';
import type { Stretch } from '../shapes/ops/stretch.js';
import type { Reshaped } from '../shapes/reshape.js';
import { axes, axis, operation, sizes, tensor } from './operation.js';
import type { Fitting, FromOf, Made, OperationOptions, ShapeOf } from './typed.js';

/** Another shape of the same numbers. */
export interface ReshapeTo {
  <X extends SymbolicTensor, const N extends readonly number[]>(
    x: X,
    newshape: Fitting<Reshaped<ShapeOf<X>, N>, N>,
    options?: OperationOptions,
  ): Made<Reshaped<ShapeOf<X>, N>, FromOf<X>>;
}

/**
 * Gives the axes other sizes, the numbers in the same order; the batch is the first of them, and mostly -1: what is left.
 *
 * @throws ShapeMismatchError where the numbers don't add up.
 * @example ops.reshape(input([28, 28]), [-1, 784]) // [null, 784]
 * @see https://keras.io/api/ops/numpy/
 */
export const reshape = /* @__PURE__ */ operation<ReshapeTo>('reshape', 'Reshape', {
  takes: { x: tensor, newshape: sizes },
});

/** Axes in another order. */
export interface TransposeBy {
  <X extends SymbolicTensor, const A extends readonly number[] | undefined = undefined>(
    x: X,
    axes?: Fitting<Transpose<ShapeOf<X>, A>, A>,
    options?: OperationOptions,
  ): Made<Transpose<ShapeOf<X>, A>, FromOf<X>>;
}

/**
 * Puts the axes into another order, the batch among them; without an order, the other way round.
 *
 * @throws ShapeMismatchError where the order does not have each axis once.
 * @example ops.transpose(input([3, 4]), [0, 2, 1]) // [null, 4, 3]
 * @see https://keras.io/api/ops/numpy/
 */
export const transpose = /* @__PURE__ */ operation<TransposeBy>('transpose', 'Transpose', {
  takes: { x: tensor, axes: optional(sizes) },
});

/** Axes that are moved. */
export interface Moveaxis {
  <
    X extends SymbolicTensor,
    const A extends number | readonly number[],
    const B extends number | readonly number[],
  >(
    x: Fitting<Move<ShapeOf<X>, A, B>, X>,
    source: A,
    destination: B,
    options?: OperationOptions,
  ): Made<Move<ShapeOf<X>, A, B>, FromOf<X>>;
}

/**
 * Moves an axis, or several, to other places; the others stay in their order.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.moveaxis(input([3, 4, 5]), 1, -1) // [null, 4, 5, 3]
 * @see https://keras.io/api/ops/numpy/
 */
export const moveaxis = /* @__PURE__ */ operation<Moveaxis>('moveaxis', 'Moveaxis', {
  takes: { x: tensor, source: axes, destination: axes },
});

/** Two axes that change places. */
export interface Swapaxes {
  <X extends SymbolicTensor, const A extends number, const B extends number>(
    x: Fitting<Swap<ShapeOf<X>, A, B>, X>,
    axis1: A,
    axis2: B,
    options?: OperationOptions,
  ): Made<Swap<ShapeOf<X>, A, B>, FromOf<X>>;
}

/**
 * Lets two axes change places.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.swapaxes(input([3, 4]), 1, 2) // [null, 4, 3]
 * @see https://keras.io/api/ops/numpy/
 */
export const swapaxes = /* @__PURE__ */ operation<Swapaxes>('swapaxes', 'Swapaxes', {
  takes: { x: tensor, axis1: axis, axis2: axis },
});

/** An axis of size 1 more. */
export interface ExpandDims {
  <X extends SymbolicTensor, const A extends number | readonly number[]>(
    x: Fitting<Insert<'expandDims', ShapeOf<X>, A, 1>, X>,
    axis: A,
    options?: OperationOptions,
  ): Made<Insert<'expandDims', ShapeOf<X>, A, 1>, FromOf<X>>;
}

/**
 * Puts in an axis of size 1, or several, at the places that they have then.
 *
 * @throws ShapeMismatchError where there is no such place.
 * @example ops.expandDims(input([4]), 1) // [null, 1, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const expandDims = /* @__PURE__ */ operation<ExpandDims>('expandDims', 'ExpandDims', {
  takes: { x: tensor, axis: axes },
});

/** Options of `squeeze`. */
export interface SqueezeOptions<A extends AxesArg = AxesArg> extends OperationOptions {
  /** The axis, or a list of axes, of size 1; the batch is 0, from the end if negative. Default: all that are 1. */
  axis?: A;
}

/** Axes of size 1 less. */
export interface SqueezeAxes {
  <X extends SymbolicTensor, const A extends AxesArg = null>(
    x: Fitting<Squeeze<'squeeze', ShapeOf<X>, A>, X>,
    options?: SqueezeOptions<A>,
  ): Made<Squeeze<'squeeze', ShapeOf<X>, A>, FromOf<X>>;
}

/**
 * Takes away axes of size 1.
 *
 * @throws ShapeMismatchError where there is no such axis, or it is longer.
 * @example ops.squeeze(input([1, 4]), { axis: 1 }) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const squeeze = /* @__PURE__ */ operation<SqueezeAxes>('squeeze', 'Squeeze', {
  takes: { x: tensor },
  options: { axis: optional(axes) },
});

/** A tensor spread to a shape. */
export interface BroadcastTo {
  <X extends SymbolicTensor, const N extends readonly number[]>(
    x: X,
    shape: Fitting<Stretch<'broadcastTo', ShapeOf<X>, N>, N>,
    options?: OperationOptions,
  ): Made<Stretch<'broadcastTo', ShapeOf<X>, N>, FromOf<X>>;
}

/**
 * A tensor spread to a shape, the batch among its axes: axes of size 1 stretch.
 *
 * @throws ShapeMismatchError where it cannot be spread so.
 * @example ops.broadcastTo(ops.mean(input([1, 4]), { axis: 0 }), [3, 4]) // [3, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const broadcastTo = /* @__PURE__ */ operation<BroadcastTo>('broadcastTo', 'BroadcastTo', {
  takes: { x: tensor, shape: sizes },
});
