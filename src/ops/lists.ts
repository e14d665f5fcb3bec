// One tensor of several, and several of one: concatenate, stack, split, unstack.
import { count, either, integer, listOf } from '../options/kinds.js';
import { optional } from '../options/option.js';
import type { MergeArg, Merged, MergeRule } from '../graph/merge-layer.js';
import type { SymbolicTensor, Tensed } from '../graph/symbolic-tensor.js';
import type { Join } from '../shapes/join.js';
import type { Insert } from '../shapes/ops/places.js';
import type { Split, Unstack } from '../shapes/ops/parts.js';
import type { Shape, ShapeError, Show } from '../shapes/shape.js';
import type { Unite } from '../shapes/unite.js';
import { axis, operation, tensor, tensors } from './operation.js';
import type { Fitting, FromOf, Made, OperationOptions, ShapeOf } from './typed.js';

/** Options of operations along one axis. */
export interface AxisOptions<A extends number = number> extends OperationOptions {
  /** The axis; the batch is 0, from the end if negative. Default 0, as in Keras. */
  axis?: A;
}

/** Shapes joined along an axis: `[null, 4]` and `[null, 6]` give `[null, 10]`. */
interface JoinRule<A extends number> extends MergeRule {
  readonly of: ['concatenate', A];
  readonly out: Join<this['in'], A>;
}

/** Tensors joined. */
export interface ConcatenateAll {
  <const T extends readonly SymbolicTensor[], const A extends number = 0>(
    xs: MergeArg<JoinRule<A>, T>,
    options?: AxisOptions<A>,
  ): Merged<JoinRule<A>, T>;
}

/**
 * Joins two tensors or more along an axis; the others are equal.
 *
 * @throws ShapeMismatchError where the other axes differ, or there is no such axis.
 * @example ops.concatenate([input([4]), input([6])], { axis: -1 }) // [null, 10]
 * @see https://keras.io/api/ops/numpy/
 */
export const concatenate = /* @__PURE__ */ operation<ConcatenateAll>('concatenate', 'Concatenate', {
  takes: { xs: tensors },
  options: { axis: optional(axis, 0) },
});

/** One shape of all. */
interface StackRule extends MergeRule {
  readonly of: ['stack'];
  readonly out: this['in'] extends readonly [infer A extends Shape, infer B extends Shape]
    ? AreSame<A, B> extends true
      ? {
          -readonly [K in keyof A]: null extends A[K]
            ? B[K & keyof B]
            : number extends A[K]
              ? B[K & keyof B]
              : A[K];
        }
      : ShapeError<`stack takes tensors of one shape, got ${Show<A>} and ${Show<B>}`, Unite<A, B>>
    : Shape;
}

type AreSame<A, B> = A extends readonly [infer a, ...infer As]
  ? B extends readonly [infer b, ...infer Bs]
    ? null extends a | b
      ? AreSame<As, Bs>
      : number extends a | b
        ? AreSame<As, Bs>
        : string extends a | b
          ? AreSame<As, Bs>
          : [a, b] extends [b, a]
            ? AreSame<As, Bs>
            : false
    : number extends (B & Shape)['length']
      ? true
      : false
  : A extends readonly []
    ? B extends readonly []
      ? true
      : number extends (B & Shape)['length']
        ? true
        : false
    : true;

/** The shape of all with one axis more: how many there are. */
type Stacked<T, A extends number> =
  Merged<StackRule, T> extends Tensed<infer S extends Shape>
    ? Insert<'stack', S, A, (T & readonly unknown[])['length'] & number>
    : Shape;

/** Tensors behind each other along a new axis. */
export interface StackAll {
  <const T extends readonly SymbolicTensor[], const A extends number = 0>(
    x: Fitting<Stacked<T, A>, MergeArg<StackRule, T>>,
    options?: AxisOptions<A>,
  ): Made<Stacked<T, A>, FromOf<T[number]>>;
}

/**
 * Puts two tensors or more of one shape behind each other, along a new axis.
 *
 * @throws ShapeMismatchError where their shapes differ, or there is no such place for an axis.
 * @example ops.stack([input([4]), input([4])], { axis: 1 }) // [null, 2, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const stack = /* @__PURE__ */ operation<StackAll>('stack', 'Stack', {
  takes: { x: tensors },
  options: { axis: optional(axis, 0) },
});

/** A tensor in parts. */
export interface SplitIn {
  <X extends SymbolicTensor, const I extends number | readonly number[], const A extends number = 0>(
    x: X,
    indicesOrSections: Fitting<Split<ShapeOf<X>, I, A>, I>,
    options?: AxisOptions<A>,
  ): Made<Split<ShapeOf<X>, I, A>, FromOf<X>>;
}

/**
 * Parts a tensor along an axis: into so many equal parts, or at some places. Gives a list.
 *
 * @throws ShapeMismatchError where there is no such axis, or it cannot be parted so.
 * @example const [left, right] = ops.split(input([6]), 2, { axis: -1 }); // each [null, 3]
 * @see https://keras.io/api/ops/numpy/
 */
export const split = /* @__PURE__ */ operation<SplitIn>('split', 'Split', {
  takes: {
    x: tensor,
    indicesOrSections: either(
      integer,
      listOf('a list of places', integer),
      'how many parts, or a list of places',
    ),
  },
  options: { axis: optional(axis, 0) },
  several: true,
});

/** Options of `unstack`. */
export interface UnstackOptions<
  N extends number | undefined = number | undefined,
  A extends number = number,
> extends AxisOptions<A> {
  /** How many parts there are, where the size of the axis is not known. Default: that size. */
  num?: N;
}

/** The parts along an axis, each without it. */
export interface UnstackAll {
  <X extends SymbolicTensor, const N extends number | undefined = undefined, const A extends number = 0>(
    x: Fitting<Unstack<ShapeOf<X>, N, A>, X>,
    options?: UnstackOptions<N, A>,
  ): Made<Unstack<ShapeOf<X>, N, A>, FromOf<X>>;
}

/**
 * The parts of a tensor along an axis, each without it. Gives a list.
 *
 * @throws ShapeMismatchError where there is no such axis, or its size is not known.
 * @example const [first, second] = ops.unstack(input([2, 4]), { axis: 1 }); // each [null, 4]
 * @see https://keras.io/api/ops/core/
 */
export const unstack = /* @__PURE__ */ operation<UnstackAll>('unstack', 'Unstack', {
  takes: { x: tensor },
  options: { num: optional(count), axis: optional(axis, 0) },
  several: true,
});
