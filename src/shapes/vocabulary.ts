// Vocabularies: their tokens, the special ones before them, and how many indices that makes, in types and in values.
import type { Add } from './arithmetic.js';

/** What stands for tokens: their indices, or numbers for the whole vocabulary. */
export type LookupMode = 'int' | 'oneHot' | 'multiHot' | 'count' | 'tfIdf';

/** A token: a word, or a number that stands for something. */
export type Token = number | string;

/** Whether a vocabulary begins with its token for unknown ones, `N` times; `boolean` where the type does not know. */
type HasSpecial<V, Oov, N, Done extends readonly unknown[] = []> = Done['length'] extends N
  ? true
  : V extends readonly [infer Head, ...infer Rest]
    ? Oov extends null
      ? false
      : [Head] extends [Oov]
        ? [Oov] extends [Head]
          ? IsWide<Head> extends true
            ? boolean
            : HasSpecial<Rest, Oov, N, [...Done, Head]>
          : boolean
        : [Oov] extends [Head]
          ? boolean
          : false
    : false;
type IsWide<T> = number extends T ? true : string extends T ? true : false;

/**
 * How many numbers stand for each token where they are no indices: one for each of the vocabulary and each place for
 * unknown ones, or `maxTokens`. `VocabularySize<[12, 36], undefined, false, 1, -1>` is 3; without a vocabulary it is undefined.
 */
export type VocabularySize<V, Max, Pad, N extends number, Oov> = V extends readonly unknown[]
  ? [Pad] extends [false]
    ? number extends V['length'] | N
      ? number
      : [HasSpecial<V, Oov, N>] extends [infer Has]
        ? [Has] extends [true]
          ? V['length']
          : [Has] extends [false]
            ? Add<V['length'] & number, N>
            : number
        : never
    : PaddedSize<Max, Pad>
  : undefined;

/** The same of a vocabulary that is still to be found. */
export type PaddedSize<Max, Pad> = [Pad] extends [true] ? (Max extends number ? Max : number) : number;

/** What a layer that looks tokens up is told of its vocabulary. */
export interface Lookup<T extends Token = Token> {
  readonly vocabulary?: readonly T[] | undefined;
  readonly numOovIndices: number;
  readonly maskToken?: T | null | undefined;
  readonly oovToken: T | null;
  readonly outputMode: LookupMode;
  readonly maxTokens?: number | undefined;
  readonly padToMaxTokens: boolean;
}

/** The index of the first unknown token: after that of the mask, where there is one. */
export const oovStart = ({ maskToken = null, outputMode }: Lookup): number =>
  maskToken !== null && outputMode === 'int' ? 1 : 0;

/** The index of the first token. */
export const tokenStart = (lookup: Lookup): number => oovStart(lookup) + lookup.numOovIndices;

/** The special tokens, in the order of their indices. */
export const specialTokens = <T extends Token>(lookup: Lookup<T>): readonly (T | null)[] => [
  ...Array.from({ length: oovStart(lookup) }, () => lookup.maskToken as T),
  ...Array.from({ length: lookup.numOovIndices }, () => lookup.oovToken),
];

/** Whether a vocabulary was given with its special tokens at the front. */
export const hasSpecial = (lookup: Lookup): boolean =>
  specialTokens(lookup).every((token, i) => token !== null && token === lookup.vocabulary?.[i]);

/** A vocabulary's tokens but for the special ones. */
export const ownTokens = <T extends Token>(lookup: Lookup<T>): readonly T[] =>
  (lookup.vocabulary ?? []).slice(hasSpecial(lookup) ? tokenStart(lookup) : 0);

/** Value twin of `VocabularySize`. */
export const vocabularySize = (lookup: Lookup): number | undefined =>
  lookup.vocabulary === undefined
    ? undefined
    : lookup.padToMaxTokens
      ? lookup.maxTokens
      : tokenStart(lookup) + ownTokens(lookup).length;

/** The weight of each index, the special ones too: theirs is the mean of all, unless they were given with the others. */
export const weightsOfTokens = (lookup: Lookup, idfWeights: readonly number[]): readonly number[] => {
  const mean = idfWeights.reduce((sum, weight) => sum + weight, 0) / idfWeights.length;
  const front = hasSpecial(lookup) ? 0 : tokenStart(lookup);
  return [...Array.from({ length: front }, () => mean), ...idfWeights];
};
