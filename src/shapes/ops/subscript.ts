// Parts of a tensor as Python writes them: `x[:, 0]` is `getItem(x, [':', 0])`, `x[..., ::2]` is `getItem(x, ['...', '::2'])`.
import type { CeilDivide, Compare, Subtract } from '../arithmetic.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
  type Show,
} from '../shape.js';

/** One part of a subscript: a place, a slice, a new axis (`null`), or the rest (`'...'`). */
export type KeyPart = number | null | '...' | `${string}:${string}`;

/** How many axes the parts of a key take. */
type Taken<K, Done extends readonly unknown[] = []> = K extends readonly [infer Head, ...infer Rest]
  ? Taken<Rest, Head extends null | '...' ? Done : [...Done, 0]>
  : Done;

/** A tuple of so many slices of everything as there are axes left. */
type Open<
  S extends Shape,
  T extends readonly unknown[],
  Done extends readonly ':'[] = [],
> = S extends readonly [unknown, ...infer Rest extends Shape]
  ? T extends readonly [unknown, ...infer More]
    ? Open<Rest, More, Done>
    : Open<Rest, [], [...Done, ':']>
  : T extends readonly []
    ? Done
    : undefined;

/** The key with the rest written out. */
type Whole<K, O extends readonly unknown[], Done extends readonly unknown[] = []> = K extends readonly [
  infer Head,
  ...infer Rest,
]
  ? Head extends '...'
    ? [...Done, ...O, ...Rest]
    : Whole<Rest, O, [...Done, Head]>
  : [...Done, ...O];

/** `GetItem<[null, 3, 4], [':', 0]>` is `[null, 4]`. */
export type GetItem<S extends Shape, K> = S extends unknown
  ? K extends readonly unknown[]
    ? number extends S['length'] | K['length']
      ? Shape
      : Open<S, Taken<K>> extends infer O
        ? O extends readonly unknown[]
          ? Parts<S, S, Whole<K, O>>
          : ShapeError<`getItem: ${Show<S>} has no ${Taken<K>['length']} axes`, Shape>
        : never
    : GetItem<S, [K]>
  : never;

type Parts<
  All extends Shape,
  S extends Shape,
  K extends readonly unknown[],
  Done extends readonly Dim[] = [],
  At extends readonly unknown[] = [],
> = K extends readonly [infer Head, ...infer Rest]
  ? Head extends null
    ? Parts<All, S, Rest, [...Done, 1], At>
    : S extends readonly [infer D extends Dim, ...infer More extends Shape]
      ? Head extends number
        ? Outside<Head, D> extends true
          ? ShapeError<`getItem: place ${Head} is outside axis ${At['length']} of ${Show<All>}`, Shape>
          : Parts<All, More, Rest, Done, [...At, 0]>
        : Parts<All, More, Rest, [...Done, Sliced<D, Head>], [...At, 0]>
      : never
  : Done;

type Outside<P extends number, D> = D extends number
  ? number extends P | D
    ? false
    : `${P}` extends `-${infer Back extends number}`
      ? Compare<Back, D> extends 'greater'
        ? true
        : false
      : Compare<P, D> extends 'less'
        ? false
        : true
  : false;

/** The size that a slice takes of an axis. */
type Sliced<D extends Dim, Text> = string extends Text
  ? Unsure<D>
  : Text extends `${infer From}:${infer Rest}`
    ? Rest extends `${infer To}:${infer Step}`
      ? SliceOf<D, From, To, Step>
      : SliceOf<D, From, Rest, ''>
    : Unsure<D>;

/** The size of an axis of which some is taken that a type does not count. */
type Unsure<D> = [D] extends [number] ? number : null;

type SliceOf<D extends Dim, From extends string, To extends string, Step extends string> = [
  From,
  To,
  Step,
] extends ['' | '0', '', '' | '1']
  ? D
  : [From, To, Step] extends ['' | '-1', '', '-1']
    ? D
    : D extends number
      ? number extends D
        ? number
        : Step extends `-${string}`
          ? number
          : Count<Place<D, From, 0>, Place<D, To, D>, Step extends '' ? '1' : Step>
      : null;

/** A place of a slice, counted from the first and within the axis. */
type Place<D extends number, Text extends string, Default extends number> = Text extends ''
  ? Default
  : Text extends `-${infer Back extends number}`
    ? Compare<Back, D> extends 'greater'
      ? 0
      : Subtract<D, Back>
    : Text extends `${infer N extends number}`
      ? Compare<N, D> extends 'greater'
        ? D
        : N
      : number;

type Count<From extends number, To extends number, Step extends string> = [Subtract<To, From>] extends [never]
  ? 0
  : Step extends `${infer N extends number}`
    ? N extends 0
      ? number
      : CeilDivide<Subtract<To, From>, N>
    : number;

/** One part, read. */
export type ReadPart =
  | { readonly at: number }
  | { readonly from: number | null; readonly to: number | null; readonly step: number }
  | 'new axis'
  | 'the rest';

export type ReadSlice = Extract<ReadPart, { readonly step: number }>;

/** The parts, one for each axis, new ones besides; or the sentence where there are more than axes. */
export const keyParts = (shape: Shape, parts: readonly ReadPart[]): Checked<readonly ReadPart[]> => {
  const taken = parts.filter((each) => each !== 'new axis' && each !== 'the rest').length;
  if (taken > shape.length) return misfit(`getItem: ${showShape(shape)} has no ${taken} axes`);
  const all: ReadPart = { from: null, to: null, step: 1 };
  const open = Array.from({ length: shape.length - taken }, () => all);
  const at = parts.indexOf('the rest');
  return fits(at < 0 ? [...parts, ...open] : [...parts.slice(0, at), ...open, ...parts.slice(at + 1)]);
};

/** The places that a slice takes of an axis, as Python counts them: the first, and how many. */
export const sliceRange = (
  { from, to, step }: ReadSlice,
  size: number,
): { readonly start: number; readonly count: number } => {
  const within = (given: number, low: number, high: number) =>
    Math.min(Math.max(given < 0 ? given + size : given, low), high);
  const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
  const start = from === null ? (step > 0 ? 0 : size - 1) : within(from, low, high);
  const stop = to === null ? (step > 0 ? size : -1) : within(to, low, high);
  return { start, count: Math.max(0, Math.ceil((stop - start) / step)) };
};

/** Whether a slice takes all of an axis, in whatever direction. */
const takesAll = ({ from, to, step }: ReadSlice): boolean =>
  to === null &&
  ((step === 1 && (from === null || from === 0)) || (step === -1 && (from === null || from === -1)));

/** Value twin of `GetItem`. */
export const getItem = (shape: Shape, key: readonly ReadPart[]): Checked => {
  const parts = keyParts(shape, key);
  if (parts._tag === 'Left') return parts;
  const found: Dim[] = [];
  let axis = 0;
  for (const part of parts.right) {
    if (part === 'new axis') found.push(1);
    else if (part !== 'the rest') {
      const dim = shape[axis]!;
      if ('step' in part)
        found.push(takesAll(part) ? dim : typeof dim === 'number' ? sliceRange(part, dim).count : null);
      else if (typeof dim === 'number' && (part.at >= dim || part.at < -dim))
        return misfit(`getItem: place ${part.at} is outside axis ${axis} of ${showShape(shape)}`);
      axis++;
    }
  }
  return fits(found);
};

/** What is cut out, from some places on: `SliceAt<[null, 5], [0, 1], [-1, 3]>` is `[null, 3]`; -1 is all that is left. */
export type SliceAt<S extends Shape, Starts, Sizes> = S extends unknown
  ? Sizes extends readonly number[]
    ? number extends S['length'] | Sizes['length']
      ? Shape
      : Sizes['length'] extends S['length']
        ? Starts extends readonly number[]
          ? Starts['length'] extends S['length']
            ? {
                -readonly [K in keyof Sizes]: Sizes[K] extends -1
                  ? Left<S[K & keyof S], Starts[K & keyof Starts]>
                  : Sizes[K];
              }
            : ShapeError<OneForEach<S>, Shape>
          : Shape
        : ShapeError<OneForEach<S>, Shape>
    : Shape
  : never;

type OneForEach<S extends Shape> = `slice takes a place and a size for each axis of ${Show<S>}`;

/** What is left of an axis behind a place. */
type Left<D, From> = D extends number
  ? From extends number
    ? [Subtract<D, From>] extends [never]
      ? number
      : Subtract<D, From>
    : number
  : null;

/** Value twin of `SliceAt`. */
export const sliceAt = (shape: Shape, starts: readonly number[], sizes: readonly number[]): Checked =>
  starts.length !== shape.length || sizes.length !== shape.length
    ? misfit(`slice takes a place and a size for each axis of ${showShape(shape)}`)
    : fits(
        sizes.map((size, i) => {
          const dim = shape[i]!;
          if (size !== -1) return size;
          return typeof dim === 'number' ? dim - starts[i]! : null;
        }),
      );
