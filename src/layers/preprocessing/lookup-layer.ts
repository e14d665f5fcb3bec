// What `integerLookup` and `stringLookup` have in common: options, shapes, and layers that find their vocabulary in data.
import type { AnyLayer, Layer, LayerOptions } from '../../graph/layer.js';
import type { Rule } from '../../graph/rule.js';
import { show } from '../../errors/show.js';
import { count, flag, listOf, notNegative, oneOf, orNull, whole } from '../../options/kinds.js';
import { optional, type Declares, type Kind } from '../../options/option.js';
import { readOptions } from '../../options/read.js';
import { fits, misfit, type Checked, type Shape, type ShapeError } from '../../shapes/shape.js';
import {
  ownTokens,
  specialTokens,
  tokenStart,
  vocabularySize,
  type Lookup,
  type LookupMode,
  type Token,
} from '../../shapes/vocabulary.js';
import { encoded, type Encoded } from './encoded.js';

/** Options of layers that look tokens up. */
export interface LookupOptions<
  T extends Token,
  V extends readonly T[] | undefined = readonly T[] | undefined,
  M extends LookupMode = LookupMode,
  Max extends number | undefined = number | undefined,
  Pad extends boolean = boolean,
  N extends number = number,
  Oov extends T | null = T | null,
> extends LayerOptions {
  /** The most indices that there may be, those of special tokens counted. Default: as many as there are. */
  maxTokens?: Max;
  /** How many indices unknown tokens have: of 0, one is an error; of several, each has its own by its hash. Default 1. */
  numOovIndices?: N;
  /** A token that stands for none: index 0, or, where no indices are given, left out. Default null. */
  maskToken?: T | null;
  /** What stands for unknown tokens in the vocabulary, and where `invert` meets one. */
  oovToken?: Oov;
  /** The tokens, in the order of their indices; special ones at the front, or left out. Default: those of `adapt`. */
  vocabulary?: V;
  /** For `'tfIdf'`, with a vocabulary: the weight of each token. */
  idfWeights?: readonly number[];
  /** Whether it goes the other way: from indices to tokens. Default false. */
  invert?: boolean;
  /**
   * `'int'`: the index of each token; `'oneHot'`: a 1 at its place; of a sample, `'multiHot'`: a 1 at the place of each token in
   * it, `'count'`: how often each is in it, `'tfIdf'`: that, times its weight. Default `'int'`.
   */
  outputMode?: M;
  /** Whether there are `maxTokens` numbers, however many tokens there are. Default false. */
  padToMaxTokens?: Pad;
}

/** Without its vocabulary a layer is refused. */
export type NoVocabulary<L extends string> = `${L} needs its vocabulary: vocabulary, or await ...adapt(data)`;

/** Value twin of `NoVocabulary`. */
export const noVocabulary = (layer: string): NoVocabulary<string> =>
  `${layer} needs its vocabulary: vocabulary, or await ...adapt(data)`;

/** The shape stays, or `Size` numbers for each token, or for each sample: of `'count'`, `[null, 4]` gives `[null, Size]`. */
export interface LookupRule<
  L extends string,
  Size extends number | undefined,
  M extends LookupMode,
> extends Rule {
  readonly of: [L, Size, M];
  readonly params: '0';
  readonly out: LookedUp<L, this['in'], Size, M>;
}

/** What a layer that looks tokens up makes of a shape. */
export type LookedUp<L extends string, In, Size, M extends LookupMode> = Size extends number
  ? M extends 'int'
    ? In
    : Encoded<L, In, Size, M>
  : ShapeError<NoVocabulary<L>, In>;

/** Which tokens `getVocabulary` gives. */
export interface VocabularyOptions {
  /** Whether those of the mask and of unknown ones are at the front, so that each stands at its index. Default true. */
  includeSpecialTokens?: boolean;
}
const vocabularyOptions = {
  includeSpecialTokens: optional(flag, true),
} satisfies Declares<VocabularyOptions>;

/** A layer that finds its vocabulary in data, of type `Data`; `Found` is how many indices it has then. */
export interface AdaptableLookup<
  L extends string,
  Data,
  Size extends number | undefined,
  Found extends number,
  M extends LookupMode,
>
  extends Layer<LookupRule<L, Size, M>>, Adaptable<number, Data, AdaptableLookup<L, Data, Found, Found, M>> {}

/** How a layer finds its vocabulary: of tokens T, in data of type `Data`; `Adapted` is the layer that has one. */
export interface Adaptable<T extends Token, Data, Adapted> {
  /**
   * The layer with the tokens of some data for its vocabulary, the most frequent first; this one stays as it is.
   *
   * @throws TypeError where it was given a vocabulary.
   */
  adapt(data: Data): Promise<Adapted>;
  /** The tokens, in the order of their indices. */
  getVocabulary(options?: VocabularyOptions): readonly (T | null)[];
  /** The layer with another vocabulary, and for `'tfIdf'` the weight of each token; this one stays as it is. */
  setVocabulary(vocabulary: readonly T[], idfWeights?: readonly number[]): Adapted;
  /** How many indices there are, those of special tokens counted. */
  vocabularySize(): number;
}

const aboveOne: Kind<number> = {
  needs: 'a whole number above 1',
  read: (given) => (given === 1 ? undefined : count.read(given)),
};

/** Keras takes the path of a file there. */
const fileHint = (given: unknown): string | undefined =>
  typeof given === 'string'
    ? `a file of one token a line is read first: vocabulary: await readVocabulary(${show(given)}), of 'shapewright/data'`
    : undefined;

/** The options, declared. */
export const lookupOptions = <T extends Token>(token: Kind<T>, tokens: string, oovToken: T) => ({
  maxTokens: optional(aboveOne),
  numOovIndices: optional(whole, 1),
  maskToken: optional(orNull(token), null as T | null as never),
  oovToken: optional(orNull(token), oovToken as never),
  vocabulary: optional({ ...listOf(tokens, token, (all) => all.length > 0), hint: fileHint }),
  idfWeights: optional(listOf('a list of numbers of zero or more', notNegative)),
  invert: optional(flag, false),
  outputMode: optional(oneOf(['int', 'oneHot', 'multiHot', 'count', 'tfIdf']), 'int'),
  padToMaxTokens: optional(flag, false),
});

/** What a layer is told, its options read. */
export type ReadLookup<T extends Token = Token> = Lookup<T> & {
  readonly idfWeights?: readonly number[] | undefined;
  readonly invert?: boolean;
};

/** Refuses options that do not go together, and a vocabulary that says one thing twice. */
export const checkLookup = (layer: string, lookup: ReadLookup): void => {
  const refuse = (why: string): never => {
    throw new TypeError(`${layer}: ${why}`);
  };
  const {
    vocabulary,
    idfWeights,
    maxTokens,
    outputMode,
    invert = false,
    maskToken = null,
    oovToken,
  } = lookup;
  if (lookup.padToMaxTokens && maxTokens === undefined) refuse('padToMaxTokens needs maxTokens');
  if (invert && outputMode !== 'int') refuse(`invert goes with outputMode 'int', got '${outputMode}'`);
  if (invert && oovToken === null) refuse('invert needs an oovToken, which stands for unknown indices');
  if (idfWeights && outputMode !== 'tfIdf')
    refuse(`idfWeights are for outputMode 'tfIdf', got '${outputMode}'`);
  if ((vocabulary === undefined) !== (idfWeights === undefined) && outputMode === 'tfIdf')
    refuse('vocabulary and idfWeights are given together');
  if (vocabulary === undefined) return;
  if (idfWeights && idfWeights.length !== vocabulary.length)
    refuse(`idfWeights must be as many as tokens, got ${idfWeights.length} for ${vocabulary.length}`);
  const tokens = ownTokens(lookup);
  const seen = new Set<Token>();
  for (const token of tokens) {
    if (seen.has(token)) refuse(`vocabulary has ${show(token)} twice`);
    seen.add(token);
  }
  if (tokens.length === 0) refuse('vocabulary has no tokens but special ones');
  const special = wholeVocabulary(lookup, []);
  const stray = [maskToken, invert ? oovToken : null].find((token) => token !== null && seen.has(token));
  if (stray !== undefined)
    refuse(
      `vocabulary has ${show(stray)} among its tokens; leave special ones out, or begin with ${show(special)}`,
    );
  const size = tokenStart(lookup) + tokens.length;
  if (maxTokens !== undefined && size > maxTokens)
    refuse(`vocabulary comes to ${size} indices, which is more than maxTokens, ${maxTokens}`);
};

/** Value twin of `LookupRule`. */
export const lookedUp = (layer: string, shape: Shape, lookup: Lookup): Checked => {
  const size = vocabularySize(lookup);
  if (size === undefined) return misfit(noVocabulary(layer));
  return lookup.outputMode === 'int' ? fits(shape) : encoded(layer, shape, size, lookup.outputMode);
};

/** A vocabulary with its special tokens at the front, the place of each its index. */
const wholeVocabulary = <T extends Token>(lookup: Lookup<T>, own: readonly T[]): readonly (T | null)[] => [
  ...specialTokens(lookup),
  ...own,
];

type Make = (options: object) => AnyLayer;

/** The layer with what finds its vocabulary; each makes another of the same options. */
export const adaptableLookup = <T extends Token>(
  layer: string,
  make: Make,
  documentsOf: (data: unknown) => Promise<readonly ArrayLike<T>[]>,
  made: AnyLayer,
  lookupOf: (config: unknown) => Lookup<T> = (config) => config as Lookup<T>,
): AnyLayer => {
  const lookup = lookupOf(made.spec.config);
  const [options] = made.origin!.args as readonly [object];
  const fresh = (vocabulary: unknown, idfWeights: unknown): AnyLayer => {
    const other = make({ ...options, vocabulary, idfWeights });
    other.trainable = made.trainable;
    return adaptableLookup(layer, make, documentsOf, other, lookupOf);
  };
  return Object.assign(made, {
    adapt: async (data: unknown): Promise<AnyLayer> => {
      if (lookup.vocabulary)
        throw new TypeError(`${layer} has its vocabulary: adapt is for one that was given none`);
      const documents = await documentsOf(data);
      const { countTokens } = await import('./count-tokens.js');
      const { vocabulary, idfWeights } = countTokens(lookup, documents);
      if (vocabulary.length === 0)
        throw new TypeError(
          `${layer}: adapt found no tokens but special ones, or maxTokens leaves no room for them`,
        );
      return fresh(vocabulary, idfWeights);
    },
    getVocabulary: (given?: unknown): readonly (T | null)[] => {
      const { includeSpecialTokens } = readOptions(`${layer}: getVocabulary`, given, vocabularyOptions);
      return includeSpecialTokens ? wholeVocabulary(lookup, ownTokens(lookup)) : ownTokens(lookup);
    },
    setVocabulary: fresh,
    vocabularySize: (): number => tokenStart(lookup) + ownTokens(lookup).length,
  });
};
