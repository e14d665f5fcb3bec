// Products of tensors, and what slides over images.
import { either, integer, listOf, oneOf, text } from '../options/kinds.js';
import { optional } from '../options/option.js';
import type { Apply, Rule } from '../graph/rule.js';
import type { SymbolicTensor } from '../graph/symbolic-tensor.js';
import type { EinsumOf } from '../shapes/ops/equation.js';
import type { Dot, DotAxesArg, Matmul, Tensordot } from '../shapes/ops/matrices.js';
import type { SlideImage } from '../shapes/images.js';
import type { Shape } from '../shapes/shape.js';
import type { Padding, Size2 } from '../shapes/window.js';
import { operand, operation, tensor } from './operation.js';
import { size2 } from './window-size.js';
import type {
  Fitting,
  FromOf,
  Made,
  Numbers,
  OnTensor,
  OperationOptions,
  ShapeOf,
  ShapesOf,
} from './typed.js';

/** A matrix: a tensor, or numbers in lists. */
type Matrix = SymbolicTensor | Numbers;

/** The product of matrices. */
export interface MatmulOf {
  <const X extends Matrix, const Y extends Matrix>(
    x1: X,
    x2: OnTensor<'matmul', X, Y, Fitting<Matmul<ShapeOf<X>, ShapeOf<Y>>, Y>>,
    options?: OperationOptions,
  ): Made<Matmul<ShapeOf<X>, ShapeOf<Y>>, FromOf<X> | FromOf<Y>>;
}

/**
 * The product of matrices, in a batch of them: the last two axes are rows and columns, the others are spread over each other.
 *
 * @throws ShapeMismatchError where the one has not as many columns as the other rows.
 * @example ops.matmul(input([3, 4]), input([4, 2])) // [null, 3, 2]
 * @see https://keras.io/api/ops/numpy/
 */
export const matmul = /* @__PURE__ */ operation<MatmulOf>('matmul', 'Matmul', {
  takes: { x1: operand, x2: operand },
});

/** The dot product, as NumPy has it. */
export interface DotOf {
  <const X extends Matrix, const Y extends Matrix>(
    x1: X,
    x2: OnTensor<'dot', X, Y, Fitting<Dot<ShapeOf<X>, ShapeOf<Y>>, Y>>,
    options?: OperationOptions,
  ): Made<Dot<ShapeOf<X>, ShapeOf<Y>>, FromOf<X> | FromOf<Y>>;
}

/**
 * The sum of products over the last axis of the one and the last but one of the other, as NumPy has it: the other axes stand
 * behind each other, the batch too.
 *
 * @throws ShapeMismatchError where these axes differ in size.
 * @example ops.dot(input([2]), [[1, 2, 3], [4, 5, 6]]) // [null, 3]
 * @see https://keras.io/api/ops/numpy/
 */
export const dot = /* @__PURE__ */ operation<DotOf>('dot', 'Dot', { takes: { x1: operand, x2: operand } });

/** Options of `tensordot`. */
export interface TensordotOptions<A extends DotAxesArg = DotAxesArg> extends OperationOptions {
  /** How many axes are summed over, the last of the one and the first of the other; or those of each. Default 2. */
  axes?: A;
}

/** Sums of products over several axes. */
export interface TensordotOf {
  <const X extends Matrix, const Y extends Matrix, const A extends DotAxesArg = 2>(
    x1: X,
    x2: OnTensor<'tensordot', X, Y, Fitting<Tensordot<ShapeOf<X>, ShapeOf<Y>, A>, Y>>,
    options?: TensordotOptions<A>,
  ): Made<Tensordot<ShapeOf<X>, ShapeOf<Y>, A>, FromOf<X> | FromOf<Y>>;
}

const axesOfOne = either(integer, listOf('a list of axes', integer), 'an axis, or a list of axes');

/**
 * The sum of products over some axes of each; the others stand behind each other.
 *
 * @throws ShapeMismatchError where these axes differ in size.
 * @example ops.tensordot(input([3, 2]), [[1, 2, 3], [4, 5, 6]], { axes: 1 }) // [null, 3, 3]
 * @see https://keras.io/api/ops/numpy/
 */
export const tensordot = /* @__PURE__ */ operation<TensordotOf>('tensordot', 'Tensordot', {
  takes: { x1: operand, x2: operand },
  options: {
    axes: optional(
      either(
        integer,
        listOf('[of the first, of the second]', axesOfOne, (all) => all.length === 2),
        'how many axes, or [those of the first, those of the second]',
      ),
      2,
    ),
  },
});

/** What an equation makes of shapes; a rule, for the compiler would go on and on with an equation that is not known yet. */
interface EinsumRule<E extends string> extends Rule {
  readonly of: ['einsum', E];
  readonly out: this['in'] extends infer T extends readonly Shape[] ? EinsumOf<E, T> : never;
}

/** Sums of products by an equation. */
export interface EinsumBy {
  <const E extends string, const T extends readonly (SymbolicTensor | Numbers)[]>(
    subscripts: Fitting<Apply<EinsumRule<E>, ShapesOf<T>>, E>,
    operands: T,
    options?: OperationOptions,
  ): Made<Apply<EinsumRule<E>, ShapesOf<T>>, FromOf<T[number]>>;
}

/**
 * The sum of products by an equation of Einstein's: each axis of each tensor has a letter, the batch too, and over those that
 * the output has not is summed; `...` stands for axes that the tensors have alike.
 *
 * @param operands The tensors, in a list.
 * @throws ShapeMismatchError where the equation does not fit the tensors.
 * @example ops.einsum('bij,bjk->bik', [input([2, 3]), input([3, 4])]) // [null, 2, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const einsum = /* @__PURE__ */ operation<EinsumBy>('einsum', 'Einsum', {
  takes: { subscripts: text, operands: listOf('a list of tensors', operand, (all) => all.length > 0) },
});

/** Options of pools. */
export interface PoolOptions<St extends Size2 = Size2, P extends Padding = Padding> extends OperationOptions {
  /** How far the window moves: one size, or [height, width]. Default: the window. */
  strides?: St;
  /** 'valid': only whole windows; 'same': padded at the edges. Default 'valid'. */
  padding?: P;
}

/** A pool over images. */
export interface Pool<L extends string> {
  <
    X extends SymbolicTensor,
    const K extends Size2,
    const St extends Size2 = K,
    const P extends Padding = 'valid',
  >(
    inputs: Fitting<SlideImage<L, ShapeOf<X>, K, St, P, 1, 'same'>, X>,
    poolSize: K,
    options?: PoolOptions<St, P>,
  ): Made<SlideImage<L, ShapeOf<X>, K, St, P, 1, 'same'>, FromOf<X>>;
}

const pool = <Signature>(name: string, className: string): Signature =>
  operation(name, className, {
    takes: { inputs: tensor, poolSize: size2 },
    options: { strides: optional(size2), padding: optional(oneOf(['valid', 'same']), 'valid') },
  });

/**
 * The largest number of each window. Input `[batch, height, width, channels]`, output the same with fewer rows and columns.
 *
 * @throws ShapeMismatchError where the input is no image, or the window does not fit in it.
 * @example ops.maxPool(input([28, 28, 1]), 2) // [null, 14, 14, 1]
 * @see https://keras.io/api/ops/nn/
 */
export const maxPool = /* @__PURE__ */ pool<Pool<'maxPool'>>('maxPool', 'MaxPool');

/**
 * The mean of each window. Input `[batch, height, width, channels]`, output the same with fewer rows and columns.
 *
 * @throws ShapeMismatchError where the input is no image, or the window does not fit in it.
 * @example ops.averagePool(input([28, 28, 1]), 2) // [null, 14, 14, 1]
 * @see https://keras.io/api/ops/nn/
 */
export const averagePool = /* @__PURE__ */ pool<Pool<'averagePool'>>('averagePool', 'AveragePool');
