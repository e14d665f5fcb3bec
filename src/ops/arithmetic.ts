// Arithmetic of two tensors, or of one and numbers.
import type { Stretch } from '../shapes/ops/stretch.js';
import { operand, operation } from './operation.js';
import type { Fitting, FromOf, Made, OnTensor, Operand, OperationOptions, ShapeOf } from './typed.js';

/** An operation of two tensors, or of one and numbers: shapes are spread over each other as NumPy does. */
export interface Arithmetic<L extends string> {
  <const X extends Operand, const Y extends Operand>(
    x1: X,
    x2: OnTensor<L, X, Y, Fitting<Stretch<L, ShapeOf<X>, ShapeOf<Y>>, Y>>,
    options?: OperationOptions,
  ): Made<Stretch<L, ShapeOf<X>, ShapeOf<Y>>, FromOf<X> | FromOf<Y>>;
}

const takes = { x1: operand, x2: operand };

/**
 * The sum: `x1 + x2`. Inputs that are spread over each other from the last axis, where 1 stretches; the batch is an axis as any other.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.add(input([3, 4]), [1, 2, 3, 4]) // [null, 3, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const add = /* @__PURE__ */ operation<Arithmetic<'add'>>('add', 'Add', { takes });

/**
 * The difference: `x1 - x2`. Inputs that are spread over each other from the last axis, where 1 stretches; the batch is an axis as any other.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.subtract(1, input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const subtract = /* @__PURE__ */ operation<Arithmetic<'subtract'>>('subtract', 'Subtract', { takes });

/**
 * The product, number by number: `x1 * x2`. Inputs that are spread over each other from the last axis, where 1 stretches; the batch is an axis as any other.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.multiply(input([3, 4]), 2) // [null, 3, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const multiply = /* @__PURE__ */ operation<Arithmetic<'multiply'>>('multiply', 'Multiply', { takes });

/**
 * The quotient: `x1 / x2`. Inputs that are spread over each other from the last axis, where 1 stretches; the batch is an axis as any other.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.divide(input([28, 28]), 255) // [null, 28, 28]
 * @see https://keras.io/api/ops/numpy/
 */
export const divide = /* @__PURE__ */ operation<Arithmetic<'divide'>>('divide', 'Divide', { takes });

/**
 * The quotient: `x1 / x2`. Inputs that are spread over each other from the last axis, where 1 stretches; the batch is an axis as any other.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.trueDivide(input([28, 28]), 255) // [null, 28, 28]
 * @see https://keras.io/api/ops/numpy/
 */
export const trueDivide = /* @__PURE__ */ operation<Arithmetic<'trueDivide'>>('trueDivide', 'TrueDivide', {
  takes,
});

/**
 * The quotient rounded down: `x1 // x2`. Inputs that are spread over each other from the last axis, where 1 stretches; the batch is an axis as any other.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.floorDivide(input([4]), 2) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const floorDivide = /* @__PURE__ */ operation<Arithmetic<'floorDivide'>>(
  'floorDivide',
  'FloorDivide',
  { takes },
);

/**
 * What is left of a division; of the sign of `x2`. Inputs that are spread over each other from the last axis, where 1 stretches; the batch is an axis as any other.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.mod(input([4]), 2) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const mod = /* @__PURE__ */ operation<Arithmetic<'mod'>>('mod', 'Mod', { takes });

/**
 * `x1` to the power of `x2`. Inputs that are spread over each other from the last axis, where 1 stretches; the batch is an axis as any other.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.power(input([4]), 3) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const power = /* @__PURE__ */ operation<Arithmetic<'power'>>('power', 'Power', { takes });

/**
 * The larger of two numbers. Inputs that are spread over each other from the last axis, where 1 stretches; the batch is an axis as any other.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.maximum(input([4]), 0) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const maximum = /* @__PURE__ */ operation<Arithmetic<'maximum'>>('maximum', 'Maximum', { takes });

/**
 * The smaller of two numbers. Inputs that are spread over each other from the last axis, where 1 stretches; the batch is an axis as any other.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.minimum(input([4]), 1) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const minimum = /* @__PURE__ */ operation<Arithmetic<'minimum'>>('minimum', 'Minimum', { takes });

/**
 * The angle of the point at height `x1` and width `x2`, in radians. Inputs that are spread over each other from the last axis, where 1 stretches; the batch is an axis as any other.
 *
 * @throws ShapeMismatchError where the shapes do not fit.
 * @example ops.arctan2(input([4]), 1) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const arctan2 = /* @__PURE__ */ operation<Arithmetic<'arctan2'>>('arctan2', 'Arctan2', { takes });
