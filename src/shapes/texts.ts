// Shapes of strings: their types say so at the batch axis, so that data, models and layers of strings are told apart.
import type { Dim, Shape, ShapeError, Show } from './shape.js';

/** The batch axis of strings: `null`, as any other; the mark is for the types alone. */
export type Texts = null | (number & { readonly '~texts': true });

/** The shape of strings, the batch axis left out of the rest: `TextsOf<[1]>` is `[Texts, 1]`. */
export type TextsOf<S extends Shape> = [Texts, ...S];

/** Whether a shape is one of strings; of a shape that is not known it may be. */
export type IsTexts<S> = S extends readonly [infer B, ...unknown[]]
  ? [Texts] extends [B]
    ? true
    : false
  : false;

/** The shape of numbers in the place of strings: `NumbersOf<[Texts, 3]>` is `[null, 3]`. */
export type NumbersOf<S> = S extends readonly [infer B, ...infer Rest extends readonly Dim[]]
  ? [Texts] extends [B]
    ? [null, ...Rest]
    : S
  : S;

/** What a layer of strings gives: `Out`, or the sentence where its input is one of numbers. */
export type OnTexts<L extends string, In, Out> =
  IsTexts<In> extends true
    ? Out
    : number extends (In & Shape)['length']
      ? Out
      : ShapeError<WantsTexts<L, Show<In>>, Out>;

/** The shape of strings in the place of numbers: `WordsOf<'stringLookup', [null, 3]>` is `[Texts, 3]`. */
export type WordsOf<L extends string, In> =
  IsTexts<In> extends true
    ? ShapeError<WantsNumbers<L, Show<NumbersOf<In>>>, In>
    : In extends readonly [unknown, ...infer Rest extends readonly Dim[]]
      ? TextsOf<Rest>
      : Shape;

/** What a layer says of strings where it computes on numbers. */
export type WantsNumbers<
  L extends string,
  S extends string,
> = `${L} takes numbers, got strings ${S}; textVectorization, stringLookup or hashing make numbers of them`;

/** Value twin of `WantsNumbers`. */
export const wantsNumbers = <L extends string, S extends string>(layer: L, shape: S): WantsNumbers<L, S> =>
  `${layer} takes numbers, got strings ${shape}; textVectorization, stringLookup or hashing make numbers of them`;

/** What a layer says of numbers where it computes on strings. */
export type WantsTexts<
  L extends string,
  S extends string,
> = `${L} needs strings, got numbers ${S}; give the input { dtype: 'string' }`;

/** Value twin of `WantsTexts`. */
export const wantsTexts = <L extends string, S extends string>(layer: L, shape: S): WantsTexts<L, S> =>
  `${layer} needs strings, got numbers ${shape}; give the input { dtype: 'string' }`;
