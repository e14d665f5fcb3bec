import { unlike, type Unlike } from './formulas/compare.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
  type Show,
  type Size,
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
            : Shared<A, B>;

/** The size two axes share of which one has a name; a wide `string` is a name that is not known. */
export type Shared<A extends Dim, B extends Dim> = A extends string
  ? Unlike<A, B & Size> extends undefined
    ? string extends A | B
      ? null
      : A
    : never
  : B extends string
    ? Unlike<A & Size, B> extends undefined
      ? string extends B
        ? null
        : A
      : never
    : never;

/** How the first two axes from the end that do not fit are told apart by their names; nothing for numbers. */
export type Why<A extends Shape, B extends Shape> = [A, B] extends [
  readonly [...infer RestA extends Shape, infer LastA extends Dim],
  readonly [...infer RestB extends Shape, infer LastB extends Dim],
]
  ? [BroadcastDim<LastA, LastB>] extends [never]
    ? [LastA | LastB] extends [number]
      ? Why<RestA, RestB>
      : Unlike<LastA & Size, LastB & Size>
    : Why<RestA, RestB>
  : '';

/** The sentence for shapes that do not fit; where names tell two axes apart, how comes first. */
export type Uncombined<L extends string, A extends Shape, B extends Shape, W, C extends string> = W extends ''
  ? `${L} cannot combine ${Show<A>} and ${Show<B>}: axes must be equal or 1${C}`
  : `${L}: ${W & string}; got ${Show<A>} and ${Show<B>}`;

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
          [BroadcastDim<LastA, LastB>] extends [never] ? Anyhow<LastA | LastB> : BroadcastDim<LastA, LastB>,
          ...Done,
        ]
      >
    : [...A, ...Done]
  : [...B, ...Done];

/** A size that is not known: of numbers a number, where there are names `null`. */
export type Anyhow<D extends Dim> = [D] extends [number] ? number : null;

/** How the latter gets the first's last axis, where that alone is in the way: a skip connection of other filters. */
type Cure<A extends Shape, B extends Shape> = [A, B] extends [
  readonly [...infer RestA extends Shape, infer Size extends number],
  readonly [...infer RestB extends Shape, number],
]
  ? number extends Size
    ? ''
    : [Zip<RestA, RestB>] extends [never]
      ? ''
      : B['length'] extends 3
        ? `; give the latter ${Size} filters, e.g. .conv2d(${Size}, 1)`
        : `; give the latter ${Size} units, e.g. .dense(${Size})`
  : '';

/** Value twin of `Cure`. */
const cure = (size: number, rank: number): string =>
  rank === 4
    ? `; give the latter ${size} filters, e.g. .conv2d(${size}, 1)`
    : `; give the latter ${size} units, e.g. .dense(${size})`;

/**
 * The shape two shapes broadcast to, as numpy does: axes are matched from the last, and 1 stretches. The batch axes
 * stand opposite each other, whatever the ranks. `Broadcast<'add', [null, 1, 5], [null, 4, 5]>` is `[null, 4, 5]`.
 */
export type Broadcast<L extends string, A extends Shape, B extends Shape> = A extends readonly [
  infer Batch extends Dim,
  ...infer RestA extends Shape,
]
  ? B extends readonly [unknown, ...infer RestB extends Shape]
    ? number extends RestA['length'] | RestB['length']
      ? Shape
      : [Zip<RestA, RestB>] extends [never]
        ? ShapeError<
            Uncombined<L, A, B, Why<RestA, RestB>, Cure<RestA, RestB>>,
            [Batch, ...Meant<RestA, RestB>]
          >
        : [Batch, ...Zip<RestA, RestB>]
    : Shape
  : Shape;

/** Value twin of `Broadcast`. */
export const broadcast = (layer: string, a: Shape, b: Shape): Checked => {
  const out: Dim[] = [];
  let unequal = 0;
  for (let back = 1; back < Math.max(a.length, b.length); back++) {
    const x = back < a.length ? a.at(-back) : undefined;
    const y = back < b.length ? b.at(-back) : undefined;
    // an axis that one side lacks is the other's
    if (x === undefined || y === undefined) out.unshift((x === undefined ? y : x)!);
    else if (x === null || y === null) out.unshift(null);
    else if (x === y || y === 1) out.unshift(x);
    else if (x === 1) out.unshift(y);
    else if (typeof x === 'number' && typeof y === 'number') unequal = Math.max(unequal, back);
    else {
      const why = unlike(x, y);
      if (why !== undefined) return misfit(`${layer}: ${why}; got ${showShape(a)} and ${showShape(b)}`);
      out.unshift(x);
    }
  }
  if (unequal === 0) return fits([a[0]!, ...out]);
  return misfit(
    `${layer} cannot combine ${showShape(a)} and ${showShape(b)}: axes must be equal or 1${unequal === 1 ? cure(a.at(-1) as number, b.length) : ''}`,
  );
};
