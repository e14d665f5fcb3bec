import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { axis as axisKind } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { MergedWith, MergeInput, MergeOthers, MergeOutput, MergeRule } from '../../graph/merge-layer.js';
import type { EachOf, OneOfSeveral, Place } from '../../graph/rule.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import type { Add as AddDims } from '../../shapes/arithmetic.js';
import { unlike, type Unlike } from '../../shapes/formulas/compare.js';
import { sumDims, type NamedSum } from '../../shapes/named.js';
import { axisOf, replaceAxis, type Axis, type ReplaceAxis } from '../../shapes/axis.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
  type Size,
} from '../../shapes/shape.js';
import type { Unite } from '../../shapes/unite.js';
import type { AsObject } from '../options/as-object.js';

/** Options of `concatenate`. */
export interface ConcatenateOptions<A extends number = number> extends LayerOptions {
  /** The axis along which tensors are joined; from the end if negative. Default -1. */
  axis?: A;
}

/** Shapes joined along an axis, the others equal: `[null, 4]` and `[null, 6]` give `[null, 10]`. */
export interface ConcatenateRule<A extends number> extends MergeRule {
  readonly of: ['concatenate', A];
  readonly out: OneOfSeveral<A> extends true
    ? Blurred<this['in'], EachOf<A extends unknown ? JoinAt<this['in'], A> : never>>
    : JoinAt<this['in'], A>;
}

/** Shapes joined along one axis of several: what hangs on which is not known; a misfit stays one. */
type Blurred<In, Out> = [Out] extends [Shape]
  ? In extends readonly [infer Joined extends Shape, unknown]
    ? {
        -readonly [K in keyof Joined]: K extends keyof Out
          ? OneOfSeveral<Out[K]> extends true
            ? number
            : Out[K]
          : number;
      }
    : Shape
  : Out;

type JoinAt<In, A extends number> = In extends readonly [infer Joined extends Shape, infer Next extends Shape]
  ? [Axis<Joined, A>] extends [never]
    ? ShapeError<`concatenate: ${Show<Joined>} has no axis ${A}`, Joined>
    : Join<Joined, Next, Axis<Joined, A>>
  : Shape;

/** Where the others differ, what was meant is not known there; along the axis it is the sum all the same. */
type Join<Joined extends Shape, Next extends Shape, A extends number> =
  Alike<ReplaceAxis<Joined, A, 0>, ReplaceAxis<Next, A, 0>> extends true
    ? Longer<Joined, Joined, Next, A>
    : ShapeError<
        Unjoined<Joined, Next, A, Alike<ReplaceAxis<Joined, A, 0>, ReplaceAxis<Next, A, 0>>>,
        Longer<Unite<Joined, Next>, Joined, Next, A>
      >;

/** The sentence for shapes that do not join; where names tell two axes apart, how comes first. */
type Unjoined<Joined extends Shape, Next extends Shape, A extends number, Why> = Why extends string
  ? `concatenate along axis ${A}: ${Why}; got ${Show<Joined>} and ${Show<Next>}`
  : `concatenate cannot join ${Show<Joined>} and ${Show<Next>} along axis ${A}: the other axes must be equal`;

/** Whether shapes are of one rank and equal where both are known; where names tell them apart, how. */
type Alike<A, B> = A extends readonly [infer a, ...infer As]
  ? B extends readonly [infer b, ...infer Bs]
    ? null extends a | b
      ? Alike<As, Bs>
      : number extends a | b
        ? Alike<As, Bs>
        : a extends b
          ? Alike<As, Bs>
          : [a | b] extends [number]
            ? false
            : Unlike<a & Size, b & Size> extends infer Why extends string
              ? Why
              : Alike<As, Bs>
    : false
  : A extends readonly []
    ? B extends readonly []
      ? true
      : false
    : true;

/** Onto with the axis as long as Joined's and Next's together. */
type Longer<Onto extends Shape, Joined extends Shape, Next extends Shape, A extends number> = number extends
  A | Onto['length']
  ? Onto
  : ReplaceAxis<Onto, A, Together<Joined[A], Next[A]>> extends infer Out extends Shape
    ? Out
    : never;

type Together<X, Y> = X extends number
  ? Y extends number
    ? AddDims<X, Y>
    : Y extends string
      ? NamedSum<X, Y>
      : null
  : X extends string
    ? Y extends Size
      ? NamedSum<X, Y>
      : null
    : null;

/** Value twin of `ConcatenateRule`. */
const joinShapes = (inputs: readonly Shape[], axis: number): Checked => {
  const [first, ...rest] = inputs;
  if (!first || rest.length === 0)
    return misfit(`concatenate takes two tensors or more, got ${inputs.length}`);
  const at = axisOf(first, axis);
  if (at === undefined) return misfit(`concatenate: ${showShape(first)} has no axis ${axis}`);
  let joined = first;
  for (const next of rest) {
    const why = otherAxes(joined, next, at);
    const shapes = `${showShape(joined)} and ${showShape(next)}`;
    if (why) return misfit(`concatenate along axis ${at}: ${why}; got ${shapes}`);
    if (why === '')
      return misfit(`concatenate cannot join ${shapes} along axis ${at}: the other axes must be equal`);
    joined = replaceAxis(joined, at, sumDims(joined[at]!, next[at]!));
  }
  return fits(joined);
};

/** Value twin of `Alike`: `undefined` where the other axes are equal, `''` where numbers are not, else how names differ. */
const otherAxes = (a: Shape, b: Shape, at: number): string | undefined => {
  if (a.length !== b.length) return '';
  for (const [i, x] of a.entries()) {
    const y = b[i]!;
    if (i === at || x === null || y === null || x === y) continue;
    if (typeof x === 'number' && typeof y === 'number') return '';
    const why = unlike(x, y);
    if (why !== undefined) return why;
  }
  return undefined;
};

/** Tensors joined: see the call. */
export interface Concatenate {
  /**
   * Joins two tensors or more along an axis.
   *
   * Inputs `[batch, ...]`, equal but for that axis; in the output it is as long as all together. Without tensors it
   * gives the layer.
   *
   * @throws ShapeMismatchError where the other axes differ, or there is no such axis.
   * @example concatenate([title, body]) // or concatenate({ axis: 1 })([title, body])
   * @see https://keras.io/api/layers/merging_layers/concatenate/
   */
  <
    const T extends readonly SymbolicTensor[] | ConcatenateOptions = ConcatenateOptions,
    const A extends number = -1,
  >(
    tensors?: MergeInput<ConcatenateRule<AxisOf<T, A>>, T>,
    options?: ConcatenateOptions<A> | AsObject<'concatenate', '{ axis: 1 }'>,
  ): MergeOutput<ConcatenateRule<AxisOf<T, A>>, T>;
}

/** The axis, where the options stand first, or after the tensors. */
type AxisOf<T, A extends number> = T extends { readonly axis: infer First extends number } ? First : A;

/** This tensor and others joined: see `Concatenate`. */
export interface ConcatenateTo<At extends Place> {
  /**
   * Joins this tensor and another, or a list of others, along an axis.
   *
   * @throws ShapeMismatchError where the other axes differ, or there is no such axis.
   * @example title.concatenate(body)
   * @see https://keras.io/api/layers/merging_layers/concatenate/
   */
  <const T extends SymbolicTensor | readonly SymbolicTensor[], const A extends number = -1>(
    others: MergeOthers<ConcatenateRule<A>, At, T>,
    options?: ConcatenateOptions<A> | AsObject<'concatenate', '{ axis: 1 }'>,
  ): MergedWith<ConcatenateRule<A>, At, T>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods<At extends Place> {
    /**
     * This tensor and others joined.
     *
     * @example title.concatenate(body)
     * @see https://keras.io/api/layers/merging_layers/concatenate/
     */
    readonly concatenate: ConcatenateTo<At>;
  }
}

/**
 * Tensors joined.
 *
 * @example concatenate([title, body]) // or concatenate({ axis: 1 })([title, body])
 * @see https://keras.io/api/layers/merging_layers/concatenate/
 */
export const concatenate: Concatenate = defineLayer({
  name: 'concatenate',
  className: 'Concatenate',
  baseName: 'concatenate',
  masks: 'make',
  options: { axis: optional(axisKind, -1) } satisfies OwnOptions<ConcatenateOptions>,
  merges: true,
  spec: ({ axis }) => ({ outputShape: (inputs) => joinShapes(inputs, axis), weights: () => [] }),
});
