// Activations number by number.
import { flag, number } from '../options/kinds.js';
import { optional } from '../options/option.js';
import { operation, tensor } from './operation.js';
import type { SymbolicTensor } from '../graph/symbolic-tensor.js';
import type { Elementwise, FromOf, Made, OperationOptions, ShapeOf } from './typed.js';

/**
 * `max(x, 0)`. Input of any shape, output of the same.
 *
 * @example ops.relu(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const relu = /* @__PURE__ */ operation<Elementwise>('relu', 'Relu', { takes: { x: tensor } });

/**
 * `min(max(x, 0), 6)`. Input of any shape, output of the same.
 *
 * @example ops.relu6(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const relu6 = /* @__PURE__ */ operation<Elementwise>('relu6', 'Relu6', { takes: { x: tensor } });

/**
 * `1 / (1 + exp(-x))`. Input of any shape, output of the same.
 *
 * @example ops.sigmoid(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const sigmoid = /* @__PURE__ */ operation<Elementwise>('sigmoid', 'Sigmoid', { takes: { x: tensor } });

/**
 * `log(sigmoid(x))`. Input of any shape, output of the same.
 *
 * @example ops.logSigmoid(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const logSigmoid = /* @__PURE__ */ operation<Elementwise>('logSigmoid', 'LogSigmoid', {
  takes: { x: tensor },
});

/**
 * `x * sigmoid(x)`, also called swish. Input of any shape, output of the same.
 *
 * @example ops.silu(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const silu = /* @__PURE__ */ operation<Elementwise>('silu', 'Silu', { takes: { x: tensor } });

/**
 * The scaled ELU. Input of any shape, output of the same.
 *
 * @example ops.selu(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const selu = /* @__PURE__ */ operation<Elementwise>('selu', 'Selu', { takes: { x: tensor } });

/**
 * `log(exp(x) + 1)`. Input of any shape, output of the same.
 *
 * @example ops.softplus(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const softplus = /* @__PURE__ */ operation<Elementwise>('softplus', 'Softplus', {
  takes: { x: tensor },
});

/**
 * `x / (abs(x) + 1)`. Input of any shape, output of the same.
 *
 * @example ops.softsign(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const softsign = /* @__PURE__ */ operation<Elementwise>('softsign', 'Softsign', {
  takes: { x: tensor },
});

/**
 * `x / 6 + 0.5`, between 0 and 1. Input of any shape, output of the same.
 *
 * @example ops.hardSigmoid(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const hardSigmoid = /* @__PURE__ */ operation<Elementwise>('hardSigmoid', 'HardSigmoid', {
  takes: { x: tensor },
});

/**
 * `x * hardSigmoid(x)`, also called hard swish. Input of any shape, output of the same.
 *
 * @example ops.hardSilu(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const hardSilu = /* @__PURE__ */ operation<Elementwise>('hardSilu', 'HardSilu', {
  takes: { x: tensor },
});

/**
 * `x` between -1 and 1. Input of any shape, output of the same.
 *
 * @example ops.hardTanh(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const hardTanh = /* @__PURE__ */ operation<Elementwise>('hardTanh', 'HardTanh', {
  takes: { x: tensor },
});

/**
 * `x - tanh(x)`. Input of any shape, output of the same.
 *
 * @example ops.tanhShrink(input([4])) // [null, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const tanhShrink = /* @__PURE__ */ operation<Elementwise>('tanhShrink', 'TanhShrink', {
  takes: { x: tensor },
});

/** Options of `leakyRelu`. */
export interface NegativeSlopeOptions extends OperationOptions {
  /** The slope below zero. Default 0.2. */
  negativeSlope?: number;
}

/**
 * `max(x, 0)`, and below zero a slope. Input of any shape, output of the same.
 *
 * @example ops.leakyRelu(input([4]), { negativeSlope: 0.3 }) // [null, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const leakyRelu = /* @__PURE__ */ operation<ElementwiseWith<NegativeSlopeOptions>>(
  'leakyRelu',
  'LeakyRelu',
  {
    takes: { x: tensor },
    options: { negativeSlope: optional(number, 0.2) },
  },
);

/** Options of `elu` and `celu`. */
export interface AlphaOptions extends OperationOptions {
  /** What it comes to far below zero, as a negative number. Default 1. */
  alpha?: number;
}

/**
 * `x` above zero, `alpha * (exp(x) - 1)` below. Input of any shape, output of the same.
 *
 * @example ops.elu(input([4]), { alpha: 0.5 }) // [null, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const elu = /* @__PURE__ */ operation<ElementwiseWith<AlphaOptions>>('elu', 'Elu', {
  takes: { x: tensor },
  options: { alpha: optional(number, 1) },
});

/**
 * `x` above zero, `alpha * (exp(x / alpha) - 1)` below. Input of any shape, output of the same.
 *
 * @example ops.celu(input([4]), { alpha: 0.5 }) // [null, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const celu = /* @__PURE__ */ operation<ElementwiseWith<AlphaOptions>>('celu', 'Celu', {
  takes: { x: tensor },
  options: { alpha: optional(number, 1) },
});

/** Options of `gelu`. */
export interface GeluOptions extends OperationOptions {
  /** Whether by the hyperbolic tangent, which is nearly the same. Default true. */
  approximate?: boolean;
}

/**
 * `x * P(X <= x)` of a normal distribution. Input of any shape, output of the same.
 *
 * @example ops.gelu(input([4]), { approximate: false }) // [null, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const gelu = /* @__PURE__ */ operation<ElementwiseWith<GeluOptions>>('gelu', 'Gelu', {
  takes: { x: tensor },
  options: { approximate: optional(flag, true) },
});

/** An operation number by number with options of its own. */
export interface ElementwiseWith<O extends OperationOptions> {
  <X extends SymbolicTensor>(x: X, options?: O): Made<ShapeOf<X>, FromOf<X>>;
}
