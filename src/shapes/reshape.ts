import type { NotCount, QuotientDigits, RemainderDigits, ToNumber } from './arithmetic.js';
import { isWhole } from './arithmetic.js';
import { sizeOf, type Elements } from './product.js';
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

/** The target with its -1 put as D: `Fill<[-1, 4], 7>` is `[7, 4]`. */
type Fill<T extends readonly number[], D> = { -readonly [K in keyof T]: T[K] extends -1 ? D : T[K] };

/** How many of the target's entries are -1, as a tuple: `Gaps<[-1, 4, -1]>` has length 2. */
type Gaps<T extends readonly number[], Found extends readonly unknown[] = []> = T extends readonly [
  infer Head,
  ...infer Rest extends readonly number[],
]
  ? Gaps<Rest, Head extends -1 ? [...Found, 0] : Found>
  : Found;

/** The target without its -1, to multiply up: `Known<[-1, 4]>` is `[1, 4]`. */
type Known<T extends readonly number[]> = { -readonly [K in keyof T]: T[K] extends -1 ? 1 : T[K] & number };

type Unequal<
  From extends Shape,
  To extends readonly number[],
  Count extends string,
> = `reshape cannot turn ${Show<From>} (${Elements<From>} elements) into ${Show<To>} (${Count})`;

/**
 * The shape (without batch) that `target` makes of `From`, where one entry may be -1.
 * `Reshaped<[28, 28], [-1, 7]>` is `[112, 7]`; what doesn't add up is a `ShapeError`.
 */
export type Reshaped<From extends Shape, To extends readonly number[]> = number extends To['length']
  ? Shape
  : FirstBad<To> extends infer Bad extends number
    ? ShapeError<
        `reshape needs positive whole numbers (or one -1), got ${Bad} in ${Show<To>}`,
        { -readonly [K in keyof To]: number }
      >
    : Gaps<To>['length'] extends 0
      ? Whole<From, To>
      : Gaps<To>['length'] extends 1
        ? Filled<From, To>
        : ShapeError<`reshape takes one -1 at most, got ${Show<To>}`, Fill<To, number>>;

/** The first size that is none: `FirstBad<[7, -2, 0]>` is `-2`; where all are sizes, or -1, `undefined`. */
type FirstBad<To extends readonly number[]> = To extends readonly [
  infer Head extends number,
  ...infer Rest extends readonly number[],
]
  ? Head extends -1
    ? FirstBad<Rest>
    : `${Head}` extends NotCount
      ? Head
      : FirstBad<Rest>
  : undefined;

type Whole<From extends Shape, To extends readonly number[]> = [Elements<From>, Elements<To>] extends [
  infer A extends string,
  infer B extends string,
]
  ? A extends 'wide' | 'unknown' | B
    ? [...To]
    : B extends 'wide' | 'unknown'
      ? [...To]
      : ShapeError<Unequal<From, To, `${B} elements`>, [...To]>
  : never;

type Filled<From extends Shape, To extends readonly number[]> = [
  Elements<From>,
  Elements<Known<To>>,
] extends [infer A extends string, infer B extends string]
  ? A extends 'wide'
    ? Fill<To, number>
    : A extends 'unknown'
      ? Fill<To, null>
      : B extends 'wide' | 'unknown'
        ? Fill<To, number>
        : RemainderDigits<A, B> extends '0'
          ? Fill<To, ToNumber<QuotientDigits<A, B>>>
          : ShapeError<Unequal<From, To, `${A} is not a multiple of ${B}`>, Fill<To, number>>
  : never;

/** Value twin of `Reshaped`. */
export const reshaped = (from: Shape, target: readonly number[]): Checked => {
  const bad = target.find((dim) => dim !== -1 && !(isWhole(dim) && dim > 0));
  if (bad !== undefined)
    return misfit(`reshape needs positive whole numbers (or one -1), got ${bad} in ${showShape(target)}`);
  const gaps = target.filter((dim) => dim === -1).length;
  if (gaps > 1) return misfit(`reshape takes one -1 at most, got ${showShape(target)}`);
  const have = sizeOf(from);
  const known = sizeOf(target.map((dim) => (dim === -1 ? 1 : dim))) as number;
  const unequal = (count: string) =>
    misfit(`reshape cannot turn ${showShape(from)} (${have} elements) into ${showShape(target)} (${count})`);
  if (gaps === 0) return have === null || have === known ? fits(target) : unequal(`${known} elements`);
  if (have !== null && have % known !== 0) return unequal(`${have} is not a multiple of ${known}`);
  const filled: Dim = have === null ? null : have / known;
  return fits(target.map((dim) => (dim === -1 ? filled : dim)));
};
