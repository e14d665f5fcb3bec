import type { NotCount, QuotientDigits, RemainderDigits, ToNumber } from './arithmetic.js';
import { isWhole } from './arithmetic.js';
import { unlike, type Unlike } from './formulas/compare.js';
import { namedQuotient, type NamedQuotient } from './formulas/quotient.js';
import { sumOf, type SumOf } from './formulas/text.js';
import { sizeOf, type Elements, type SizeOf } from './product.js';
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
type Known<T extends readonly number[]> = { -readonly [K in keyof T]: T[K] extends -1 ? 1 : T[K] };

type Unequal<
  From extends Shape,
  To extends readonly number[],
  Count extends string,
> = `reshape cannot turn ${Show<From>} (${SizeOf<From>} elements) into ${Show<To>} (${Count})`;

/** A target that would do: the given one with another last size. `LastSize<'784', [7, 7, 15]>` is `'; [7, 7, 16] fits'`. */
type LastSize<All extends string, To extends readonly number[]> = To extends readonly [
  ...infer Init extends readonly number[],
  number,
]
  ? Elements<Init> extends infer Before extends string
    ? Before extends 'wide' | 'unknown'
      ? ''
      : RemainderDigits<All, Before> extends '0'
        ? `; ${Show<[...Init, ToNumber<QuotientDigits<All, Before>>]>} fits`
        : ''
    : ''
  : '';

/**
 * The first axis may be the batch, where the others have as many elements as the target.
 * `Batch<[60000, 784], '784'>` is `'; if 60000 is the batch, leave it out: input([784])'`.
 */
type Batch<From extends Shape, Count extends string> = From extends readonly [
  infer N extends number,
  ...infer Rest extends readonly [unknown, ...unknown[]] & Shape,
]
  ? Elements<Rest> extends Count
    ? `; if ${N} is the batch, leave it out: input(${Show<Rest>})`
    : never
  : never;

type BatchOr<Hint extends string, Else extends string> = [Hint] extends [never] ? Else : Hint;

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
      : ShapeError<
          `${Unequal<From, To, `${B} elements`>}${BatchOr<Batch<From, B>, LastSize<A, To>>}`,
          [...To]
        >
  : NamedWhole<From, To, SizeOf<From>, SizeOf<To>>;

/** The same where an axis has a name. */
type NamedWhole<From extends Shape, To extends readonly number[], A, B> = [A, B] extends [
  infer a extends Size,
  infer b extends Size,
]
  ? Unlike<a, b> extends string
    ? ShapeError<Unequal<From, To, `${b} elements`>, [...To]>
    : [...To]
  : [...To];

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
  : NamedFilled<From, To, SizeOf<From>, SizeOf<Known<To>>>;

/** The same where an axis has a name. */
type NamedFilled<From extends Shape, To extends readonly number[], A, B> = [A, B] extends [
  infer a extends Size,
  infer b extends Size,
]
  ? number extends a | b
    ? Fill<To, number>
    : NamedQuotient<SumOf<a>, SumOf<b>> extends infer Q
      ? Q extends undefined
        ? ShapeError<Unequal<From, To, `${a} is not always a multiple of ${b}`>, Fill<To, number>>
        : Fill<To, Q>
      : never
  : Fill<To, null>;

/** Value twin of `Reshaped`. */
export const reshaped = (from: Shape, target: readonly number[]): Checked => {
  const bad = target.find((dim) => dim !== -1 && !(isWhole(dim) && dim > 0));
  if (bad !== undefined)
    return misfit(`reshape needs positive whole numbers (or one -1), got ${bad} in ${showShape(target)}`);
  const gaps = target.filter((dim) => dim === -1).length;
  if (gaps > 1) return misfit(`reshape takes one -1 at most, got ${showShape(target)}`);
  const have = sizeOf(from);
  const known = sizeOf(target.map((dim) => (dim === -1 ? 1 : dim))) as number;
  const unequal = (count: string, fix = '') =>
    misfit(
      `reshape cannot turn ${showShape(from)} (${have} elements) into ${showShape(target)} (${count})${fix}`,
    );
  if (gaps === 0)
    return have === null || have === known || (named(have, known) && unlike(have, known) === undefined)
      ? fits(target)
      : unequal(
          `${known} elements`,
          batch(from, known) ?? (typeof have === 'number' ? lastSize(have, target) : ''),
        );
  const filled = have === null ? null : quotient(have, known);
  if (filled === undefined)
    return unequal(`${have} is not ${named(have!, known) ? 'always ' : ''}a multiple of ${known}`);
  return fits(target.map((dim) => (dim === -1 ? filled : dim)));
};

const named = (a: Size, b: Size): boolean => typeof a === 'string' || typeof b === 'string';

const quotient = (a: Size, b: Size): Dim | undefined =>
  typeof a === 'number' && typeof b === 'number'
    ? a % b === 0
      ? a / b
      : undefined
    : namedQuotient(sumOf(a), sumOf(b));

/** Value twin of `Batch`. */
const batch = ([first, ...rest]: Shape, count: number): string | undefined =>
  typeof first === 'number' && rest.length > 0 && sizeOf(rest) === count
    ? `; if ${first} is the batch, leave it out: input(${showShape(rest)})`
    : undefined;

/** Value twin of `LastSize`. */
const lastSize = (all: number, target: readonly number[]): string => {
  const before = sizeOf(target.slice(0, -1)) as number;
  return all % before === 0 ? `; ${showShape([...target.slice(0, -1), all / before])} fits` : '';
};
