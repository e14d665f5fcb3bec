// Functions number by number, as NumPy has them.
import { integer } from '../options/kinds.js';
import { optional } from '../options/option.js';
import type { SymbolicTensor } from '../graph/symbolic-tensor.js';
import { operation, tensor } from './operation.js';
import type { Elementwise, FromOf, Made, OperationOptions, ShapeOf } from './typed.js';

/**
 * The absolute value of each number. Input of any shape, output of the same.
 *
 * @example ops.absolute(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const absolute = /* @__PURE__ */ operation<Elementwise>('absolute', 'Absolute', {
  takes: { x: tensor },
});

/**
 * Each number with the other sign: `-x`. Input of any shape, output of the same.
 *
 * @example ops.negative(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const negative = /* @__PURE__ */ operation<Elementwise>('negative', 'Negative', {
  takes: { x: tensor },
});

/**
 * The square of each number. Input of any shape, output of the same.
 *
 * @example ops.square(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const square = /* @__PURE__ */ operation<Elementwise>('square', 'Square', { takes: { x: tensor } });

/**
 * The square root of each number; NaN of a negative one. Input of any shape, output of the same.
 *
 * @example ops.sqrt(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const sqrt = /* @__PURE__ */ operation<Elementwise>('sqrt', 'Sqrt', { takes: { x: tensor } });

/**
 * One over the square root of each number. Input of any shape, output of the same.
 *
 * @example ops.rsqrt(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const rsqrt = /* @__PURE__ */ operation<Elementwise>('rsqrt', 'Rsqrt', { takes: { x: tensor } });

/**
 * One over each number. Input of any shape, output of the same.
 *
 * @example ops.reciprocal(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const reciprocal = /* @__PURE__ */ operation<Elementwise>('reciprocal', 'Reciprocal', {
  takes: { x: tensor },
});

/**
 * `e` to the power of each number. Input of any shape, output of the same.
 *
 * @example ops.exp(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const exp = /* @__PURE__ */ operation<Elementwise>('exp', 'Exp', { takes: { x: tensor } });

/**
 * `exp(x) - 1`, exact also near zero. Input of any shape, output of the same.
 *
 * @example ops.expm1(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const expm1 = /* @__PURE__ */ operation<Elementwise>('expm1', 'Expm1', { takes: { x: tensor } });

/**
 * The natural logarithm of each number. Input of any shape, output of the same.
 *
 * @example ops.log(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const log = /* @__PURE__ */ operation<Elementwise>('log', 'Log', { takes: { x: tensor } });

/**
 * `log(1 + x)`, exact also near zero. Input of any shape, output of the same.
 *
 * @example ops.log1p(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const log1p = /* @__PURE__ */ operation<Elementwise>('log1p', 'Log1p', { takes: { x: tensor } });

/**
 * The logarithm to the base of 2. Input of any shape, output of the same.
 *
 * @example ops.log2(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const log2 = /* @__PURE__ */ operation<Elementwise>('log2', 'Log2', { takes: { x: tensor } });

/**
 * The logarithm to the base of 10. Input of any shape, output of the same.
 *
 * @example ops.log10(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const log10 = /* @__PURE__ */ operation<Elementwise>('log10', 'Log10', { takes: { x: tensor } });

/**
 * The sine of each angle, in radians. Input of any shape, output of the same.
 *
 * @example ops.sin(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const sin = /* @__PURE__ */ operation<Elementwise>('sin', 'Sin', { takes: { x: tensor } });

/**
 * The cosine of each angle, in radians. Input of any shape, output of the same.
 *
 * @example ops.cos(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const cos = /* @__PURE__ */ operation<Elementwise>('cos', 'Cos', { takes: { x: tensor } });

/**
 * The tangent of each angle, in radians. Input of any shape, output of the same.
 *
 * @example ops.tan(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const tan = /* @__PURE__ */ operation<Elementwise>('tan', 'Tan', { takes: { x: tensor } });

/**
 * The angle of each sine, in radians. Input of any shape, output of the same.
 *
 * @example ops.arcsin(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const arcsin = /* @__PURE__ */ operation<Elementwise>('arcsin', 'Arcsin', { takes: { x: tensor } });

/**
 * The angle of each cosine, in radians. Input of any shape, output of the same.
 *
 * @example ops.arccos(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const arccos = /* @__PURE__ */ operation<Elementwise>('arccos', 'Arccos', { takes: { x: tensor } });

/**
 * The angle of each tangent, in radians. Input of any shape, output of the same.
 *
 * @example ops.arctan(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const arctan = /* @__PURE__ */ operation<Elementwise>('arctan', 'Arctan', { takes: { x: tensor } });

/**
 * The hyperbolic sine of each number. Input of any shape, output of the same.
 *
 * @example ops.sinh(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const sinh = /* @__PURE__ */ operation<Elementwise>('sinh', 'Sinh', { takes: { x: tensor } });

/**
 * The hyperbolic cosine of each number. Input of any shape, output of the same.
 *
 * @example ops.cosh(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const cosh = /* @__PURE__ */ operation<Elementwise>('cosh', 'Cosh', { takes: { x: tensor } });

/**
 * The hyperbolic tangent of each number. Input of any shape, output of the same.
 *
 * @example ops.tanh(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const tanh = /* @__PURE__ */ operation<Elementwise>('tanh', 'Tanh', { takes: { x: tensor } });

/**
 * The inverse of the hyperbolic sine. Input of any shape, output of the same.
 *
 * @example ops.arcsinh(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const arcsinh = /* @__PURE__ */ operation<Elementwise>('arcsinh', 'Arcsinh', { takes: { x: tensor } });

/**
 * The inverse of the hyperbolic cosine. Input of any shape, output of the same.
 *
 * @example ops.arccosh(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const arccosh = /* @__PURE__ */ operation<Elementwise>('arccosh', 'Arccosh', { takes: { x: tensor } });

/**
 * The inverse of the hyperbolic tangent. Input of any shape, output of the same.
 *
 * @example ops.arctanh(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const arctanh = /* @__PURE__ */ operation<Elementwise>('arctanh', 'Arctanh', { takes: { x: tensor } });

/**
 * Each number rounded down. Input of any shape, output of the same.
 *
 * @example ops.floor(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const floor = /* @__PURE__ */ operation<Elementwise>('floor', 'Floor', { takes: { x: tensor } });

/**
 * Each number rounded up. Input of any shape, output of the same.
 *
 * @example ops.ceil(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const ceil = /* @__PURE__ */ operation<Elementwise>('ceil', 'Ceil', { takes: { x: tensor } });

/**
 * -1, 0 or 1, by the sign of each number. Input of any shape, output of the same.
 *
 * @example ops.sign(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const sign = /* @__PURE__ */ operation<Elementwise>('sign', 'Sign', { takes: { x: tensor } });

/**
 * The error function of each number. Input of any shape, output of the same.
 *
 * @example ops.erf(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const erf = /* @__PURE__ */ operation<Elementwise>('erf', 'Erf', { takes: { x: tensor } });

/**
 * Whether each number is zero, as truths. Input of any shape, output of the same.
 *
 * @example ops.logicalNot(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const logicalNot = /* @__PURE__ */ operation<Elementwise>('logicalNot', 'LogicalNot', {
  takes: { x: tensor },
});

/**
 * Ones in the shape of a tensor. Input of any shape, output of the same.
 *
 * @example ops.onesLike(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const onesLike = /* @__PURE__ */ operation<Elementwise>('onesLike', 'OnesLike', {
  takes: { x: tensor },
});

/**
 * Zeros in the shape of a tensor. Input of any shape, output of the same.
 *
 * @example ops.zerosLike(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const zerosLike = /* @__PURE__ */ operation<Elementwise>('zerosLike', 'ZerosLike', {
  takes: { x: tensor },
});

/** Options of `round`. */
export interface RoundOptions extends OperationOptions {
  /** How many decimals are left. Default 0. */
  decimals?: number;
}

/** Numbers rounded. */
export interface Round {
  <X extends SymbolicTensor>(x: X, options?: RoundOptions): Made<ShapeOf<X>, FromOf<X>>;
}

/**
 * Each number rounded, halves to the even one. Input of any shape, output of the same.
 *
 * @example ops.round(input([4]), { decimals: 2 }) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const round = /* @__PURE__ */ operation<Round>('round', 'Round', {
  takes: { x: tensor },
  options: { decimals: optional(integer, 0) },
});
