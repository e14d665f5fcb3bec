import type { Shown } from '../../errors/show.js';
import type { NotCount, NotWhole } from '../../shapes/arithmetic.js';
import type { Along, AxisNames, Rank } from '../../shapes/rank.js';

/**
 * The type of an argument that counts something: N itself, or the sentence for a literal that is no whole number above
 * zero; a wide `number` is checked at run time, by `count`, with the same sentence.
 * `Count<'dense: units', -5>` is `'dense: units must be a whole number above zero, got -5'`.
 */
export type Count<What extends string, N extends number> = `${N}` extends NotCount
  ? `${What} must be a whole number above zero, got ${N}`
  : N;

/**
 * The same of an argument that stands by itself. Of what is no number at all, such as `{ units: 3 }`, TypeScript infers
 * `number`, which is printed with a sentence then.
 */
export type CountArg<What extends string, N extends number> = `${N}` extends NotCount
  ? `${What} must be a whole number above zero, got ${N}`
  : number extends N
    ? number | ByItself<What, 'a whole number above zero'>
    : N;

/**
 * What is said of an argument that is of another kind than wanted.
 * `ByItself<'dense: units', 'a number'>` is `'dense: units must be a number; give units by itself'`.
 */
export type ByItself<What extends string, Needs extends string> = `${What} must be ${Needs}${Hint<What>}`;

type Hint<What> = What extends `${string}: ${infer Name}` ? `; give ${Name} by itself` : '';

/** What is inferred for a size along several axes: one for all, or a list, of whatever length is given. */
export type SizeArg = number | readonly [number, ...number[]];

/**
 * The type of an argument that is a size, or [height, width]: the sentence stands at the one that counts nothing, or at
 * the last of too many or too few.
 * `Sizes<'conv2d: kernelSize', [3, 0]>` is `[3, 'conv2d: kernelSize must be a whole number above zero, got 0']`.
 */
export type Sizes<What extends string, X extends SizeArg | undefined> = [X] extends [number]
  ? `${X}` extends NotCount
    ? `${What} must be a whole number above zero, got ${X}`
    : X
  : SizeArg extends X
    ? AnySize<What>
    : { readonly [I in keyof X]: SizePart<2, What, X, I> };

/** What was given is neither: TypeScript infers the constraint then. */
type AnySize<What extends string> = ByItself<What, `one size or [${AxisNames[2]}]`>;

/** The same along one axis. */
export type Sizes1<What extends string, X extends SizeArg> = [X] extends [number]
  ? Count<What, X>
  : SizeList<1, What, X>;

/** The same along depth, height and width. */
export type Sizes3<What extends string, X extends SizeArg> = [X] extends [number]
  ? Count<What, X>
  : SizeList<3, What, X>;

/** A list of sizes, or the sentence where what was given is neither: TypeScript infers the constraint then. */
type SizeList<R extends Rank, What extends string, X extends SizeArg> = SizeArg extends X
  ? ByItself<What, `one size or [${AxisNames[R]}]`>
  : { readonly [I in keyof X]: SizePart<R, What, X, I> };

/** One of the sizes in a list, or the sentence that stands at it. */
type SizePart<R extends Rank, What extends string, X, I extends keyof X> =
  X extends Along<R, number>
    ? Counted<What, X[I]>
    : X extends readonly [...infer Init, unknown]
      ? I extends `${Init['length']}`
        ? `${What} must be one size or [${AxisNames[R]}], got ${Shown<X>}`
        : X[I]
      : X[I];

type Counted<What extends string, N> = N extends number ? Count<What, N> : N;

/** The type of an argument that is a whole number, zero or more, as `Count`. */
export type Whole<What extends string, N extends number> = `${N}` extends NotWhole
  ? `${What} must be a whole number, zero or more, got ${N}`
  : N;

/**
 * The type of an argument that is a list of numbers: what it is to be, or the sentence of what is no such list. The first
 * branch is never taken: X stands there by itself, for TypeScript to infer it whole.
 */
export type ListOr<What extends string, Needs extends string, X, Type> = [X] extends [never]
  ? X
  : [X] extends [readonly number[]]
    ? Type
    : ByItself<What, Needs>;

/** The list that was given, of any length where it was none. */
export type ListIn<X> = [X] extends [readonly number[]] ? X : readonly number[];

/** The type of an argument that is any number, as `Count`. */
export type Amount<What extends string, N extends number> = number extends N
  ? number | ByItself<What, 'a number'>
  : N;
