// Shapes joined along an axis, the others equal.
import type { Add as AddDims } from './arithmetic.js';
import { axisOf, replaceAxis, type Axis, type ReplaceAxis } from './axis.js';
import { unlike, type Unlike } from './formulas/compare.js';
import { sumDims, type NamedSum } from './named.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
  type Size,
} from './shape.js';
import type { Unite } from './unite.js';

/**
 * `[Joined, Next]` joined along an axis, or what is known where it is one of several: `Join<[[null, 4], [null, 6]], -1>` is
 * `[null, 10]`.
 */
export type Join<In, A extends number> =
  IsOneOf<A> extends true ? Blurred<In, Misfits<A extends unknown ? JoinAt<In, A> : never>> : JoinAt<In, A>;

/** Whether an axis is one of several. */
type IsOneOf<A, All = A> = A extends unknown ? ([All] extends [A] ? false : true) : never;

/** The misfits among what came of each, or what came where there are none. */
type Misfits<Out> = [Extract<Out, ShapeError<string, unknown>>] extends [never]
  ? Out
  : Extract<Out, ShapeError<string, unknown>>;

/** Shapes joined along one axis of several: what hangs on which is not known; a misfit stays one. */
type Blurred<In, Out> = [Out] extends [Shape]
  ? In extends readonly [infer Joined extends Shape, unknown]
    ? {
        -readonly [K in keyof Joined]: K extends keyof Out
          ? IsOneOf<Out[K]> extends true
            ? number
            : Out[K]
          : number;
      }
    : Shape
  : Out;

/** Two shapes joined along an axis. */
type JoinAt<In, A extends number> = In extends readonly [infer Joined extends Shape, infer Next extends Shape]
  ? [Axis<Joined, A>] extends [never]
    ? ShapeError<`concatenate: ${Show<Joined>} has no axis ${A}`, Joined>
    : Joining<Joined, Next, Axis<Joined, A>>
  : Shape;

/** Where the others differ, what was meant is not known there; along the axis it is the sum all the same. */
type Joining<Joined extends Shape, Next extends Shape, A extends number> =
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

/** Value twin of `Join`. */
export const joinShapes = (inputs: readonly Shape[], axis: number): Checked => {
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
