// its type alone: fp-ts's code for Node would add 8 kB to every page, and a Left or a Right is plain data
import type { Either } from 'fp-ts/lib/Either.js';

/** A size with a name or a number: `28`, or a formula over names in canonical print, `'time'`, `'ceil(time/2) - 1'`. */
export type Size = number | string;

/** The size of one axis: `null` where it is known only at run time and has no name (the batch, mostly). */
export type Dim = Size | null;

/** An axis without a name, as tfjs and files have it. */
export type Unnamed = number | null;

/** A tensor's shape, the batch axis first: `[null, 28, 28, 1]`. */
export type Shape = readonly Dim[];

/**
 * What a rule gives where a layer does not fit: the sentence for the user, and the shape that was meant, so that
 * the rest of a chain stays quiet.
 */
export interface ShapeError<Sentence extends string, Intended = never> {
  readonly shapeError: Sentence;
  readonly intended: Intended;
}

/**
 * What a rule gives for an argument that is one of several, of what it gives for each: what does not fit is not lost among
 * what does. `EachOf<[null, 3] | ShapeError<'...'>>` is `ShapeError<'...'>`.
 */
export type EachOf<Out> = [Extract<Out, Misfit>] extends [never] ? Out : Extract<Out, Misfit>;
type Misfit = ShapeError<string, unknown>;

/** One axis in print: a literal as itself, a wide `number` as `number`, `null` as `null`. */
export type ShowDim<D> = D extends number ? (number extends D ? 'number' : `${D}`) : `${D & (string | null)}`;

/** A shape in print: `Show<[null, 28, 28]>` is `'[null, 28, 28]'`. */
export type Show<S, Done extends string = ''> = S extends readonly [infer Head, ...infer Rest]
  ? Show<Rest, Done extends '' ? ShowDim<Head> : `${Done}, ${ShowDim<Head>}`>
  : S extends readonly []
    ? `[${Done}]`
    : `[${Done extends '' ? '' : `${Done}, `}...]`;

/** Value twin of `Show`. */
export const showShape = (shape: Shape): string => `[${shape.map((dim) => String(dim)).join(', ')}]`;

/** Value twin of `ShapeError`. */
export interface ShapeMismatch {
  readonly _tag: 'ShapeMismatch';
  readonly sentence: string;
}

/** What every value rule gives. */
export type Checked<A = Shape> = Either<ShapeMismatch, A>;

export const fits = <A>(value: A): Checked<A> => ({ _tag: 'Right', right: value });
export const misfit = (sentence: string): Checked<never> => ({
  _tag: 'Left',
  left: { _tag: 'ShapeMismatch', sentence },
});

/** A check's value put to use; a misfit stays one. */
export const whenFits = <A, B>(checked: Checked<A>, use: (value: A) => Checked<B>): Checked<B> =>
  checked._tag === 'Left' ? checked : use(checked.right);

/**
 * Thrown where a shape does not fit; `message` is the very sentence that the compiler says.
 *
 * @example if (error instanceof ShapeMismatchError) show(error.message); // dense needs [batch, ..., features], got [null]
 */
export class ShapeMismatchError extends Error {
  override readonly name = 'ShapeMismatchError';
}

/** The value of a check, or its sentence thrown. */
export const orThrow = <A>(checked: Checked<A>): A => {
  if (checked._tag === 'Left') throw new ShapeMismatchError(checked.left.sentence);
  return checked.right;
};
