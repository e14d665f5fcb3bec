// Shapes that are spread over each other as NumPy does: from the last axis, the batch among them, where 1 stretches.
import type { Anyhow, Shared, Uncombined, Why } from '../broadcast.js';
import { unlike } from '../formulas/compare.js';
import { fits, misfit, showShape, type Checked, type Dim, type Shape, type ShapeError } from '../shape.js';

/** The size two axes share; where one is not known it is the other's, unless that is 1; `never` where they do not fit. */
type StretchDim<A extends Dim, B extends Dim> = A extends 1
  ? B
  : B extends 1
    ? A
    : null extends A | B
      ? Known<A, B>
      : number extends A
        ? B
        : number extends B
          ? A
          : A extends B
            ? A
            : Shared<A, B>;

/** The size beside one that is not known: a wide one may be 1, and says nothing. */
type Known<A extends Dim, B extends Dim> =
  Exclude<A | B, null> extends infer D
    ? [D] extends [never]
      ? null
      : number extends D
        ? null
        : string extends D
          ? null
          : D
    : never;

type Zip<A extends Shape, B extends Shape, Done extends readonly Dim[] = []> = A extends readonly [
  ...infer RestA extends Shape,
  infer LastA extends Dim,
]
  ? B extends readonly [...infer RestB extends Shape, infer LastB extends Dim]
    ? [StretchDim<LastA, LastB>] extends [never]
      ? never
      : Zip<RestA, RestB, [StretchDim<LastA, LastB>, ...Done]>
    : [...A, ...Done]
  : [...B, ...Done];

/** What was meant by two shapes that do not fit: their sizes, unknown where they disagree. */
type Meant<A extends Shape, B extends Shape, Done extends readonly Dim[] = []> = A extends readonly [
  ...infer RestA extends Shape,
  infer LastA extends Dim,
]
  ? B extends readonly [...infer RestB extends Shape, infer LastB extends Dim]
    ? Meant<
        RestA,
        RestB,
        [
          [StretchDim<LastA, LastB>] extends [never] ? Anyhow<LastA | LastB> : StretchDim<LastA, LastB>,
          ...Done,
        ]
      >
    : [...A, ...Done]
  : [...B, ...Done];

/**
 * The shape two shapes are spread to, as NumPy does. `Stretch<'add', [null, 1, 5], [4, 5]>` is `[null, 4, 5]`.
 */
export type Stretch<L extends string, A extends Shape, B extends Shape> = A extends unknown
  ? B extends unknown
    ? number extends A['length'] | B['length']
      ? Shape
      : [Zip<A, B>] extends [never]
        ? ShapeError<Uncombined<L, A, B, Why<A, B>, ''>, Meant<A, B>>
        : Zip<A, B>
    : never
  : never;

/** Value twin of `Stretch`. */
export const stretch = (operation: string, a: Shape, b: Shape): Checked => {
  const out: Dim[] = [];
  let isUnequal = false;
  for (let back = 1; back <= Math.max(a.length, b.length); back++) {
    const [x, y] = [a.at(-back), b.at(-back)];
    // an axis that one side lacks is the other's
    if (x === undefined || y === undefined) out.unshift((x === undefined ? y : x)!);
    else if (x === 1 || x === y) out.unshift(y);
    else if (y === 1) out.unshift(x);
    else if (x === null || y === null) out.unshift(x ?? y);
    else if (typeof x === 'number' && typeof y === 'number') isUnequal = true;
    else {
      const why = unlike(x, y);
      if (why !== undefined) return misfit(`${operation}: ${why}; got ${showShape(a)} and ${showShape(b)}`);
      out.unshift(x);
    }
  }
  return isUnequal
    ? misfit(`${operation} cannot combine ${showShape(a)} and ${showShape(b)}: axes must be equal or 1`)
    : fits(out);
};
