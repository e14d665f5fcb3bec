// Comparisons, and what is chosen by them.
import { oneOf, number } from '../options/kinds.js';
import type { SymbolicTensor } from '../graph/symbolic-tensor.js';
import type { Stretch } from '../shapes/ops/stretch.js';
import type { Shape } from '../shapes/shape.js';
import type { Arithmetic } from './arithmetic.js';
import { operand, operation, tensor } from './operation.js';
import type { Fitting, FromOf, Made, Operand, OperationOptions, ShapeOf } from './typed.js';

const takes = { x1: operand, x2: operand };

/**
 * Whether two numbers are equal, as truths; `cast` makes numbers of them. Shapes as of `add`.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.cast(ops.equal(input([4]), 0), 'float32') // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const equal = /* @__PURE__ */ operation<Arithmetic<'equal'>>('equal', 'Equal', { takes });

/**
 * Whether two numbers differ, as truths; `cast` makes numbers of them. Shapes as of `add`.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.cast(ops.notEqual(input([4]), 0), 'float32') // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const notEqual = /* @__PURE__ */ operation<Arithmetic<'notEqual'>>('notEqual', 'NotEqual', { takes });

/**
 * Whether `x1` is greater than `x2`, as truths; `cast` makes numbers of them. Shapes as of `add`.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.cast(ops.greater(input([4]), 0), 'float32') // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const greater = /* @__PURE__ */ operation<Arithmetic<'greater'>>('greater', 'Greater', { takes });

/**
 * Whether `x1` is as great as `x2`, or greater, as truths; `cast` makes numbers of them. Shapes as of `add`.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.cast(ops.greaterEqual(input([4]), 0), 'float32') // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const greaterEqual = /* @__PURE__ */ operation<Arithmetic<'greaterEqual'>>(
  'greaterEqual',
  'GreaterEqual',
  { takes },
);

/**
 * Whether `x1` is less than `x2`, as truths; `cast` makes numbers of them. Shapes as of `add`.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.cast(ops.less(input([4]), 0), 'float32') // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const less = /* @__PURE__ */ operation<Arithmetic<'less'>>('less', 'Less', { takes });

/**
 * Whether `x1` is as great as `x2`, or less, as truths; `cast` makes numbers of them. Shapes as of `add`.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.cast(ops.lessEqual(input([4]), 0), 'float32') // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const lessEqual = /* @__PURE__ */ operation<Arithmetic<'lessEqual'>>('lessEqual', 'LessEqual', {
  takes,
});

/**
 * Whether neither number is zero, as truths; `cast` makes numbers of them. Shapes as of `add`.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.cast(ops.logicalAnd(input([4]), 0), 'float32') // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const logicalAnd = /* @__PURE__ */ operation<Arithmetic<'logicalAnd'>>('logicalAnd', 'LogicalAnd', {
  takes,
});

/**
 * Whether one number is not zero, as truths; `cast` makes numbers of them. Shapes as of `add`.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.cast(ops.logicalOr(input([4]), 0), 'float32') // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const logicalOr = /* @__PURE__ */ operation<Arithmetic<'logicalOr'>>('logicalOr', 'LogicalOr', {
  takes,
});

/** What comes of three that are spread over each other. */
type Chosen<C extends Shape, A extends Shape, B extends Shape> =
  Stretch<'where', C, A> extends infer First extends Shape
    ? Stretch<'where', First, B>
    : Stretch<'where', C, A>;

/** One of two tensors, number by number. */
export interface Where {
  <C extends SymbolicTensor, const X extends Operand, const Y extends Operand>(
    condition: C,
    x1: Fitting<Stretch<'where', ShapeOf<C>, ShapeOf<X>>, X>,
    x2: Fitting<Chosen<ShapeOf<C>, ShapeOf<X>, ShapeOf<Y>>, Y>,
    options?: OperationOptions,
  ): Made<Chosen<ShapeOf<C>, ShapeOf<X>, ShapeOf<Y>>, FromOf<C> | FromOf<X> | FromOf<Y>>;
}

/**
 * `x1` where the condition is true, else `x2`; shapes as of `add`.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example const x = input([4]); ops.where(ops.greater(x, 0), x, 0) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const where = /* @__PURE__ */ operation<Where>('where', 'Where', {
  takes: { condition: tensor, x1: operand, x2: operand },
});

/** Numbers within bounds. */
export interface Clip {
  <X extends SymbolicTensor>(
    x: X,
    xMin: number,
    xMax: number,
    options?: OperationOptions,
  ): Made<ShapeOf<X>, FromOf<X>>;
}

/**
 * Each number, `xMin` at least and `xMax` at most. Input of any shape, output of the same.
 *
 * @example ops.clip(input([4]), 0, 1) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const clip = /* @__PURE__ */ operation<Clip>('clip', 'Clip', {
  takes: { x: tensor, xMin: number, xMax: number },
});

const dtypes = ['float32', 'int32', 'bool'] as const;

/** Numbers of another kind. */
export interface Cast {
  <X extends SymbolicTensor>(
    x: X,
    dtype: (typeof dtypes)[number],
    options?: OperationOptions,
  ): Made<ShapeOf<X>, FromOf<X>>;
}

/**
 * The numbers of a tensor as another kind: whole ones are cut, truths are 0 and 1. Input of any shape, output of the same.
 *
 * @example const x = input([4]); ops.cast(ops.greater(x, 0), 'float32') // [null, 4]
 * @see https://keras.io/api/ops/core/
 */
export const cast = /* @__PURE__ */ operation<Cast>('cast', 'Cast', {
  takes: { x: tensor, dtype: oneOf(dtypes) },
});

/** A tensor that no gradient goes through. */
export interface StopGradient {
  <X extends SymbolicTensor>(variable: X, options?: OperationOptions): Made<ShapeOf<X>, FromOf<X>>;
}

/**
 * The tensor itself, through which no gradient goes. Input of any shape, output of the same.
 *
 * @example ops.stopGradient(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/core/
 */
export const stopGradient = /* @__PURE__ */ operation<StopGradient>('stopGradient', 'StopGradient', {
  takes: { variable: tensor },
});
