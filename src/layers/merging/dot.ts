import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { axis as axisKind, either, flag, listOf } from '../../options/kinds.js';
import { optional, type Kind } from '../../options/option.js';
import type { MergedWith, MergeRule } from '../../graph/merge-layer.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import { apart, type Apart } from '../../shapes/apart.js';
import { axisOf, type Axis } from '../../shapes/axis.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import { pairShape, type PairInput, type PairOther, type PairOutput } from './pair.js';

/** An axis of both tensors, or one of each. */
export type DotAxes = number | readonly [number, number];

/** Options of `dot`. */
export interface DotOptions<A extends DotAxes = DotAxes> extends LayerOptions {
  /** The axis of both tensors that is summed over, or [of the first, of the second]; from the end if negative. Default -1. */
  axes?: A;
  /** Whether values are scaled to length 1 along the axis first, so that the cosine of the angle comes out. Default false. */
  normalize?: boolean;
}

/** The axis is summed over, the others stay: `[null, 3, 5]` and `[null, 10, 3]` along `[1, 2]` give `[null, 5, 10]`. */
export interface DotRule<A extends DotAxes> extends MergeRule {
  readonly of: ['dot', A];
  readonly out: this['in'] extends readonly [infer X extends Shape, infer Y extends Shape]
    ? Product<X, Y, First<A>, Second<A>>
    : Shape;
}

type First<A> = A extends readonly [infer I extends number, unknown] ? I : A & number;
type Second<A> = A extends readonly [unknown, infer J extends number] ? J : A & number;

type Product<X extends Shape, Y extends Shape, I extends number, J extends number> = number extends
  X['length'] | Y['length'] | I | J
  ? Shape
  : [InnerAxis<X, I>] extends [never]
    ? ShapeError<NoInner<X, I>, Shape>
    : [InnerAxis<Y, J>] extends [never]
      ? ShapeError<NoInner<Y, J>, Shape>
      : Apart<X[InnerAxis<X, I>], Y[InnerAxis<Y, J>]> extends infer Why extends string
        ? ShapeError<Uneven<X, Y, InnerAxis<X, I>, InnerAxis<Y, J>, Why>, Left<X, Y, I, J>>
        : Left<X, Y, I, J>;

/** The place of an axis after the batch; `never` where there is none. */
type InnerAxis<S extends Shape, A extends number> = Exclude<Axis<S, A>, 0>;

type NoInner<S extends Shape, A extends number> = `dot: ${Show<S>} has no axis ${A} after the batch`;

type Uneven<
  X extends Shape,
  Y extends Shape,
  I extends number,
  J extends number,
  Why extends string,
> = `dot: ${Why}, axis ${I} of ${Show<X>} and axis ${J} of ${Show<Y>}; give axes that are equally long`;

/** What is left of both shapes; of two rows that is nothing, and one value stands for it. */
type Left<X extends Shape, Y extends Shape, I extends number, J extends number> =
  Dropped<X, InnerAxis<X, I>> extends readonly [infer B extends Dim, ...infer Xs extends Shape]
    ? Dropped<Y, InnerAxis<Y, J>> extends readonly [unknown, ...infer Ys extends Shape]
      ? [...Xs, ...Ys] extends readonly []
        ? [B, 1]
        : [B, ...Xs, ...Ys]
      : Shape
    : Shape;

/** A shape without an axis: `Dropped<[null, 3, 5], 1>` is `[null, 5]`. */
type Dropped<S extends Shape, A extends number, Before extends Shape = []> = S extends readonly [
  infer Head extends Dim,
  ...infer Rest extends Shape,
]
  ? Before['length'] extends A
    ? [...Before, ...Rest]
    : Dropped<Rest, A, [...Before, Head]>
  : Before;

/** Value twin of `DotRule`. */
const dotShape = (x: Shape, y: Shape, axes: DotAxes): Checked => {
  const [first, second] = typeof axes === 'number' ? [axes, axes] : axes;
  const [i, j] = [axisOf(x, first), axisOf(y, second)];
  if (!i) return misfit(`dot: ${showShape(x)} has no axis ${first} after the batch`);
  if (!j) return misfit(`dot: ${showShape(y)} has no axis ${second} after the batch`);
  const why = apart(x[i]!, y[j]!);
  if (why !== undefined)
    return misfit(
      `dot: ${why}, axis ${i} of ${showShape(x)} and axis ${j} of ${showShape(y)}; give axes that are equally long`,
    );
  const left = [...x.filter((_, at) => at !== i && at > 0), ...y.filter((_, at) => at !== j && at > 0)];
  return fits([x[0]!, ...(left.length > 0 ? left : [1])]);
};

/** The dot product of two tensors: see the call. */
export interface Dot {
  /**
   * The dot product of two tensors along an axis of each, sample by sample.
   *
   * Inputs `[batch, ...]`, in the output the other axes of the first and then of the second; `[batch, 1]` of two rows.
   * Without tensors it gives the layer.
   *
   * @throws ShapeMismatchError where the axes differ in size, or there are not two tensors.
   * @example dot([queries, keys], { axes: 2 }) // or dot({ axes: 2 })([queries, keys])
   * @see https://keras.io/api/layers/merging_layers/dot/
   */
  <
    const T extends readonly SymbolicTensor[] | DotOptions = DotOptions,
    const A extends DotAxes = -1,
    Name extends string = never,
  >(
    tensors?: PairInput<DotRule<AxesOf<T, A>>, T>,
    options?: DotOptions<A> | AsObject<'dot', '{ axes: 1 }', Name>,
  ): PairOutput<DotRule<AxesOf<T, A>>, T, Name>;
}

/** The axes, where the options stand first, or after the tensors. */
type AxesOf<T, A extends DotAxes> = T extends { readonly axes: infer Given extends DotAxes } ? Given : A;

/** The dot product of this tensor and another: see `Dot`. */
export interface DotWith {
  /**
   * The dot product of this tensor and another along an axis of each, sample by sample.
   *
   * @throws ShapeMismatchError where the axes differ in size.
   * @example queries.dot(keys, { axes: 2 })
   * @see https://keras.io/api/layers/merging_layers/dot/
   */
  <
    At,
    const T extends SymbolicTensor | readonly SymbolicTensor[],
    const A extends DotAxes = -1,
    Name extends string = never,
  >(
    this: At,
    other: PairOther<DotRule<A>, At, T>,
    options?: DotOptions<A> | AsObject<'dot', '{ axes: 1 }', Name>,
  ): MergedWith<DotRule<A>, At, T, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * The dot product of this tensor and another.
     *
     * @example queries.dot(keys, { axes: 2 })
     * @see https://keras.io/api/layers/merging_layers/dot/
     */
    readonly dot: DotWith;
  }
}

/**
 * The dot product of two tensors.
 *
 * @example dot([queries, keys], { axes: 2 }) // or dot({ axes: 2 })([queries, keys])
 * @see https://keras.io/api/layers/merging_layers/dot/
 */
export const dot: Dot = defineLayer({
  name: 'dot',
  className: 'Dot',
  baseName: 'dot',
  options: {
    axes: optional(
      either(
        axisKind,
        listOf('[of the first, of the second]', axisKind, (axes) => axes.length === 2),
      ) as unknown as Kind<DotAxes>,
      -1,
    ),
    normalize: optional(flag, false),
  } satisfies OwnOptions<DotOptions>,
  merges: true,
  spec: ({ axes }) => ({
    outputShape: (inputs) => pairShape('dot', inputs, (x, y) => dotShape(x, y, axes)),
    weights: () => [],
  }),
});
