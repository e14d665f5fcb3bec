import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
  type Show,
} from './shape.js';

/** The size two axes share: equal, or one of them 1; unknown where one is, as in Keras; `never` where they do not fit. */
type BroadcastDim<A extends Dim, B extends Dim> = null extends A | B
  ? null
  : A extends 1
    ? B
    : B extends 1
      ? A
      : number extends A
        ? B
        : number extends B
          ? A
          : A extends B
            ? A
            : never;

type Zip<A extends Shape, B extends Shape, Done extends readonly Dim[] = []> = A extends readonly [
  ...infer RestA extends Shape,
  infer LastA extends Dim,
]
  ? B extends readonly [...infer RestB extends Shape, infer LastB extends Dim]
    ? [BroadcastDim<LastA, LastB>] extends [never]
      ? never
      : Zip<RestA, RestB, [BroadcastDim<LastA, LastB>, ...Done]>
    : [...A, ...Done]
  : [...B, ...Done];

/**
 * The shape two shapes broadcast to, as numpy does: axes are matched from the last, and 1 stretches.
 * `Broadcast<'add', [null, 1, 5], [null, 4, 5]>` is `[null, 4, 5]`.
 */
export type Broadcast<L extends string, A extends Shape, B extends Shape> = number extends
  A['length'] | B['length']
  ? Shape
  : [Zip<A, B>] extends [never]
    ? ShapeError<`${L} cannot combine ${Show<A>} and ${Show<B>}: axes must be equal or 1`, A>
    : Zip<A, B>;

/** Value twin of `Broadcast`. */
export const broadcast = (layer: string, a: Shape, b: Shape): Checked => {
  const rank = Math.max(a.length, b.length);
  const out: Dim[] = [];
  for (let back = 1; back <= rank; back++) {
    const x = a[a.length - back];
    const y = b[b.length - back];
    // an axis that one side lacks is the other's
    if (x === undefined || y === undefined) out.unshift((x === undefined ? y : x)!);
    else if (x === null || y === null) out.unshift(null);
    else if (x === y || y === 1) out.unshift(x);
    else if (x === 1) out.unshift(y);
    else
      return misfit(`${layer} cannot combine ${showShape(a)} and ${showShape(b)}: axes must be equal or 1`);
  }
  return fits(out);
};
