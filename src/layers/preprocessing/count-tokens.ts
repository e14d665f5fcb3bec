// The vocabulary of some documents: their tokens, the most frequent first, and how much each tells.
import { countOf, type Sizes } from '../../shapes/sizes.js';
import { tokenStart, type Lookup, type Token } from '../../shapes/vocabulary.js';

/** The rows along the first axis of flat tokens, each a document; by itself each token is one. */
export const documentsIn = <T extends Token>(tokens: ArrayLike<T>, shape: Sizes): readonly ArrayLike<T>[] => {
  const width = countOf(shape.slice(1));
  return Array.from({ length: shape[0]! }, (_, i) =>
    Array.from({ length: width }, (_each, j) => tokens[i * width + j]!),
  );
};

/** What `adapt` finds. */
export interface Found<T extends Token> {
  readonly vocabulary: readonly T[];
  /** For `'tfIdf'`: the inverse document frequency of each. */
  readonly idfWeights?: readonly number[];
}

/** Numbers by size, words by their code points, as Python has their bytes. */
const compare = (a: Token, b: Token): number => {
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  const [as, bs] = [[...a], [...b]];
  const at = as.findIndex((each, i) => each !== bs[i]);
  if (at < 0) return as.length - bs.length;
  return at < bs.length ? as[at]!.codePointAt(0)! - bs[at]!.codePointAt(0)! : 1;
};

const count = <T>(counts: Map<T, number>, token: T): void =>
  void counts.set(token, (counts.get(token) ?? 0) + 1);

/** The tokens of documents by how often they are there, of equally many the greatest first, as many as there is room for. */
export const countTokens = <T extends Token>(
  lookup: Lookup<T>,
  documents: readonly ArrayLike<T>[],
): Found<T> => {
  const [counts, documentCounts] = [new Map<T, number>(), new Map<T, number>()];
  for (const document of documents) {
    const tokens = Array.from(document);
    for (const token of tokens) count(counts, token);
    if (lookup.outputMode === 'tfIdf') for (const token of new Set(tokens)) count(documentCounts, token);
  }
  for (const token of [lookup.maskToken ?? null, lookup.oovToken]) if (token !== null) counts.delete(token);
  const vocabulary = [...counts.keys()]
    .sort((a, b) => counts.get(b)! - counts.get(a)! || compare(b, a))
    .slice(
      0,
      lookup.maxTokens === undefined ? undefined : Math.max(0, lookup.maxTokens - tokenStart(lookup)),
    );
  return {
    vocabulary,
    ...(lookup.outputMode === 'tfIdf' && {
      idfWeights: vocabulary.map((token) =>
        Math.fround(Math.log(1 + documents.length / (1 + documentCounts.get(token)!))),
      ),
    }),
  };
};
