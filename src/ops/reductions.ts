// Operations along axes: sums, means, softmax.
import { flag, number, oneOf } from '../options/kinds.js';
import { optional } from '../options/option.js';
import type { SymbolicTensor } from '../graph/symbolic-tensor.js';
import type { AlongAxes, AxesArg, Reduce } from '../shapes/ops/places.js';
import { axes, axis, operation, tensor } from './operation.js';
import type { Fitting, FromOf, Made, OperationOptions, ShapeOf } from './typed.js';

/** Options of operations that take axes away. */
export interface ReductionOptions<
  A extends AxesArg = AxesArg,
  K extends boolean = boolean,
> extends OperationOptions {
  /** The axis, or a list of axes; the batch is 0, from the end if negative. Default: all of them. */
  axis?: A;
  /** Whether the axes stay, of size 1. Default false. */
  keepdims?: K;
}

/** An operation that takes axes away. */
export interface Reduction<L extends string> {
  <X extends SymbolicTensor, const A extends AxesArg = null, const K extends boolean = false>(
    x: Fitting<Reduce<L, ShapeOf<X>, A, K>, X>,
    options?: ReductionOptions<A, K>,
  ): Made<Reduce<L, ShapeOf<X>, A, K>, FromOf<X>>;
}

const reduction = <Signature>(name: string, className: string): Signature =>
  operation(name, className, {
    takes: { x: tensor },
    options: { axis: optional(axes), keepdims: optional(flag, false) },
  });

/**
 * The mean along some axes. Input of any shape; in the output they are not there, or of size 1.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.mean(input([3, 4]), { axis: 1 }) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const mean = /* @__PURE__ */ reduction<Reduction<'mean'>>('mean', 'Mean');

/**
 * The sum along some axes. Input of any shape; in the output they are not there, or of size 1.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.sum(input([3, 4]), { axis: 1 }) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const sum = /* @__PURE__ */ reduction<Reduction<'sum'>>('sum', 'Sum');

/**
 * The largest number along some axes. Input of any shape; in the output they are not there, or of size 1.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.max(input([3, 4]), { axis: 1 }) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const max = /* @__PURE__ */ reduction<Reduction<'max'>>('max', 'Max');

/**
 * The smallest number along some axes. Input of any shape; in the output they are not there, or of size 1.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.min(input([3, 4]), { axis: 1 }) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const min = /* @__PURE__ */ reduction<Reduction<'min'>>('min', 'Min');

/**
 * The product along some axes. Input of any shape; in the output they are not there, or of size 1.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.prod(input([3, 4]), { axis: 1 }) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const prod = /* @__PURE__ */ reduction<Reduction<'prod'>>('prod', 'Prod');

/**
 * The variance along some axes. Input of any shape; in the output they are not there, or of size 1.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.var(input([3, 4]), { axis: 1 }) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
const variance = /* @__PURE__ */ reduction<Reduction<'var'>>('var', 'Var');
export { variance as var };

/**
 * The standard deviation along some axes. Input of any shape; in the output they are not there, or of size 1.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.std(input([3, 4]), { axis: 1 }) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const std = /* @__PURE__ */ reduction<Reduction<'std'>>('std', 'Std');

/**
 * `log(sum(exp(x)))` along some axes. Input of any shape; in the output they are not there, or of size 1.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.logsumexp(input([3, 4]), { axis: 1 }) // [null, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const logsumexp = /* @__PURE__ */ reduction<Reduction<'logsumexp'>>('logsumexp', 'Logsumexp');

/** Options of `norm`. */
export interface NormOptions<
  A extends AxesArg = AxesArg,
  K extends boolean = boolean,
> extends ReductionOptions<A, K> {
  /** 2: the root of the sum of squares; 1: the sum of absolute values. Default 2. */
  ord?: 1 | 2;
}

/** The length of vectors. */
export interface Norm {
  <X extends SymbolicTensor, const A extends AxesArg = null, const K extends boolean = false>(
    x: Fitting<Reduce<'norm', ShapeOf<X>, A, K>, X>,
    options?: NormOptions<A, K>,
  ): Made<Reduce<'norm', ShapeOf<X>, A, K>, FromOf<X>>;
}

/**
 * The length of vectors along some axes. Input of any shape; in the output they are not there, or of size 1.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.norm(input([3, 4]), { axis: 2 }) // [null, 3]
 * @see https://keras.io/api/ops/linalg/
 */
export const norm = /* @__PURE__ */ operation<Norm>('norm', 'Norm', {
  takes: { x: tensor },
  options: { ord: optional(oneOf([1, 2])), axis: optional(axes), keepdims: optional(flag, false) },
});

/** Options of `argmax` and `argmin`. */
export interface PlaceOptions<
  A extends number = number,
  K extends boolean = boolean,
> extends OperationOptions {
  /** The axis; the batch is 0, from the end if negative. */
  axis: A;
  /** Whether the axis stays, of size 1. Default false. */
  keepdims?: K;
}

/** An operation that gives a place along an axis. */
export interface PlaceAlong<L extends string> {
  <X extends SymbolicTensor, const A extends number, const K extends boolean = false>(
    x: Fitting<Reduce<L, ShapeOf<X>, A, K>, X>,
    options: PlaceOptions<A, K>,
  ): Made<Reduce<L, ShapeOf<X>, A, K>, FromOf<X>>;
}

const place = <Signature>(name: string, className: string): Signature =>
  operation(name, className, {
    takes: { x: tensor },
    options: { axis, keepdims: optional(flag, false) },
  });

/**
 * Where along an axis the largest number is. Input of any shape, output without that axis.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.argmax(input([3, 4]), { axis: -1 }) // [null, 3]
 * @see https://keras.io/api/ops/numpy/
 */
export const argmax = /* @__PURE__ */ place<PlaceAlong<'argmax'>>('argmax', 'Argmax');

/**
 * Where along an axis the smallest number is. Input of any shape, output without that axis.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.argmin(input([3, 4]), { axis: -1 }) // [null, 3]
 * @see https://keras.io/api/ops/numpy/
 */
export const argmin = /* @__PURE__ */ place<PlaceAlong<'argmin'>>('argmin', 'Argmin');

/** Options of operations along axes. */
export interface AlongOptions<
  A extends number | readonly number[] = number | readonly number[],
> extends OperationOptions {
  /** The axis, or a list of axes; the batch is 0, from the end if negative. Default -1. */
  axis?: A;
}

/** An operation along axes that stay. */
export interface Along<L extends string, O extends OperationOptions = OperationOptions> {
  <X extends SymbolicTensor, const A extends number | readonly number[] = -1>(
    x: Fitting<AlongAxes<L, ShapeOf<X>, A>, X>,
    options?: AlongOptions<A> & O,
  ): Made<AlongAxes<L, ShapeOf<X>, A>, FromOf<X>>;
}

const along = <Signature>(name: string, className: string, more: object = {}): Signature =>
  operation(name, className, { takes: { x: tensor }, options: { axis: optional(axes, -1), ...more } });

/**
 * Numbers between 0 and 1 that come to 1 along an axis. Input of any shape, output of the same.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.softmax(input([3, 4])) // [null, 3, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const softmax = /* @__PURE__ */ along<Along<'softmax'>>('softmax', 'Softmax');

/**
 * The logarithm of `softmax`. Input of any shape, output of the same.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.logSoftmax(input([3, 4])) // [null, 3, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const logSoftmax = /* @__PURE__ */ along<Along<'logSoftmax'>>('logSoftmax', 'LogSoftmax');

/** Options of `normalize`. */
export interface NormalizeOptions extends OperationOptions {
  /** The least length that is divided by. Default 1e-7. */
  epsilon?: number;
}

/**
 * Vectors along an axis, made as long as 1. Input of any shape, output of the same.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.normalize(input([3, 4])) // [null, 3, 4]
 * @see https://keras.io/api/ops/nn/
 */
export const normalize = /* @__PURE__ */ along<Along<'normalize', NormalizeOptions>>(
  'normalize',
  'Normalize',
  {
    epsilon: optional(number, 1e-7),
  },
);

/** Options of `cumsum`. */
export interface CumsumOptions<A extends number = number> extends OperationOptions {
  /** The axis; the batch is 0, from the end if negative. */
  axis: A;
}

/** Sums of all numbers so far along an axis. */
export interface Cumsum {
  <X extends SymbolicTensor, const A extends number>(
    x: Fitting<AlongAxes<'cumsum', ShapeOf<X>, A>, X>,
    options: CumsumOptions<A>,
  ): Made<AlongAxes<'cumsum', ShapeOf<X>, A>, FromOf<X>>;
}

/**
 * The sum of all numbers so far along an axis. Input of any shape, output of the same.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.cumsum(input([3, 4]), { axis: 1 }) // [null, 3, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const cumsum = /* @__PURE__ */ operation<Cumsum>('cumsum', 'Cumsum', {
  takes: { x: tensor },
  options: { axis },
});
