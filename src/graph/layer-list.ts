// A list of layers in the types: the shape at its end, and the first layer that does not fit.
import type { AddDigits } from '../shapes/arithmetic.js';
import type { Shape, ShapeError } from '../shapes/shape.js';
import type { UniteAll } from '../shapes/unite.js';
import type { AnyLayer } from './layer.js';
import type { SeveralOutputs } from './outputs.js';
import type { Apply, Rule, RuleOf, ruled } from './rule.js';

/** The shape a verdict leaves to go on with. */
export type Onward<Out> = Out extends Shape
  ? Out
  : Out extends { readonly intended: infer Intended extends Shape }
    ? Intended
    : Shape;

/** What walking a list found: the shape at its end, and the first layer that does not fit. */
export interface Walked<Out extends Shape, Bad> {
  readonly out: Out;
  readonly bad: Bad;
}

/** A layer that does not fit: its place, and the sentence; where the place hangs on a spread, the sentence alone. */
interface Misfit<At, Sentence extends string> {
  readonly at: At;
  readonly why: Sentence;
}

/** The sentence of a verdict that is no shape: a misfit's own, or that there are several outputs. */
type SaidOf<Out> =
  Out extends ShapeError<infer Sentence, unknown>
    ? Sentence
    : Out extends readonly Shape[]
      ? SeveralOutputs
      : never;

/** The same with the layer's place; nothing where the verdict is not known. */
type MisfitOf<At, Out> = [SaidOf<Out>] extends [never] ? never : Misfit<At, SaidOf<Out>>;

/** What a list that was not given is inferred as: it holds no layers, where a list of `AnyLayer` holds any number. */
export interface NoLayer {
  readonly '~none': never;
}

/** A function that makes layers, put where a layer belongs: `dense` for `dense(10)`. */
export type Uncalled = (...args: never) => AnyLayer;

/** What is said of an `Uncalled`, by the function that was given it. */
export type UncalledSentence<What extends string> =
  `${What} takes layers that are called, e.g. flatten() or dense(10)`;

/** Value twin of `UncalledSentence`. */
export const uncalledSentence = (what: string): string =>
  `${what} takes layers that are called, e.g. flatten() or dense(10)`;

/** The layers of a list as its model has them: none where it was not given. */
export type Given<L extends readonly unknown[]> = NoLayer extends L[number] ? [] : L;

/**
 * The walk of a list from shape S; while the list is still being inferred it is `never`, or wide, and nothing is known.
 *
 * @example WalkList<[Layer<FlattenRule>, Layer<DenseRule<10>>], [null, 28, 28]>['out'] // [null, 10]
 */
export type WalkList<L extends readonly unknown[], S extends Shape> = [L] extends [never]
  ? Walked<Shape, never>
  : number extends L['length']
    ? unknown extends L[number]
      ? Walked<Shape, never>
      : NoLayer extends L[number]
        ? Walked<S, never>
        : WalkOpen<L, Walk<L, S>>
    : Walk<L, S>;

/**
 * Walks the layers whose places are known, by index, so that a long list costs no more a layer than a short one; the
 * indices of a list with a spread in it end before the spread.
 */
type Walk<
  L extends readonly unknown[],
  S extends Shape,
  At extends string = '0',
  Bad = never,
> = At extends keyof L
  ? L[At] extends { readonly [ruled]: infer R extends Rule }
    ? Apply<R, S> extends infer Out
      ? Walk<
          L,
          Onward<Out>,
          AddDigits<At, '1'>,
          [Bad] extends [never] ? (Out extends Shape ? never : MisfitOf<At, Out>) : Bad
        >
      : never
    : Walked<
        S,
        [Bad] extends [never]
          ? L[At] extends Uncalled
            ? Misfit<At, UncalledSentence<'sequential'>>
            : never
          : Bad
      >
  : Walked<S, Bad>;

/** Goes on after the layers before a spread: over as many as it may hold, then over those behind it. */
type WalkOpen<L extends readonly unknown[], Before> =
  Before extends Walked<infer S, infer Bad>
    ? FromSpread<L> extends infer Rest extends readonly unknown[]
      ? Apply<RuleOf<Many<Rest>>, S> extends infer Out
        ? WalkTail<
            Behind<Rest>,
            Repeated<RuleOf<Many<Rest>>, S, Onward<Out>>,
            [Bad] extends [never]
              ? [Out] extends [ShapeError<infer Sentence, unknown>]
                ? Sentence
                : [Out] extends [readonly Shape[]]
                  ? SeveralOutputs
                  : never
              : Bad
          >
        : never
      : never
    : never;

/** The layers behind a spread, each by itself. */
type WalkTail<Tail extends readonly unknown[], S extends Shape, Bad> = Tail extends readonly [
  infer Head,
  ...infer Rest,
]
  ? Apply<RuleOf<Head>, S> extends infer Out
    ? WalkTail<Rest, Onward<Out>, [Bad] extends [never] ? (Out extends Shape ? never : SaidOf<Out>) : Bad>
    : never
  : Walked<S, Bad>;

/** A list from its spread on: `FromSpread<[A, ...B[], C]>` is `[...B[], C]`. */
type FromSpread<L extends readonly unknown[]> = '0' extends keyof L
  ? L extends readonly [unknown, ...infer Rest]
    ? FromSpread<Rest>
    : L
  : L;

/** What a list that begins with a spread has behind it: `Behind<[...B[], C]>` is `[C]`. */
type Behind<L extends readonly unknown[], Found extends readonly unknown[] = []> = L extends readonly [
  ...infer Rest,
  infer Last,
]
  ? Behind<Rest, [Last, ...Found]>
  : Found;

/** What is spread in such a list: `Many<[...B[], C]>` is `B`. */
type Many<L extends readonly unknown[]> = L extends readonly [...infer Rest, unknown]
  ? Many<Rest>
  : L[number];

/**
 * The shape after a rule has been at work any number of times, from none: what S and its results have in common, if
 * that stays as it is. Any number of dense layers on `[null, 8]` give `[null, number]`.
 */
type Repeated<R extends Rule, S extends Shape, Once extends Shape> =
  UniteAll<S | Once> extends infer All extends Shape
    ? [All] extends [UniteAll<All | Onward<Apply<R, All>>>]
      ? [UniteAll<All | Onward<Apply<R, All>>>] extends [All]
        ? All
        : Shape
      : Shape
    : Shape;

/** A list as an argument: itself, or the sentence where a layer does not fit. */
export type ListArg<L extends readonly unknown[], W> =
  W extends Walked<Shape, infer Bad>
    ? [Bad] extends [never]
      ? L
      : Bad extends Misfit<infer At, infer Sentence>
        ? { readonly [K in keyof L]: K extends At ? Sentence : L[K] }
        : Bad
    : L;
