import {
  defineLayer,
  onlyInput,
  type AnyLayer,
  type LayerFactory,
  type LayerOptions,
  type OwnOptions,
} from '../../graph/layer.js';
import type { LayerAs } from '../../graph/layer-names.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { Tensed } from '../../graph/symbolic-tensor.js';
import type { TextLayer } from '../../graph/text-tensor.js';
import { carrying } from '../../options/declare.js';
import { callable, count, either, listOf, oneOf, orNull, token } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Counted } from '../../shapes/arithmetic.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';
import type { NumbersOf, OnTexts } from '../../shapes/texts.js';
import {
  vocabularySize,
  type Lookup,
  type PaddedSize,
  type VocabularySize,
} from '../../shapes/vocabulary.js';
import { tokensOf, type Ngrams, type Standardize, type Tokenization } from '../../texts/tokens.js';
import type { AsObject } from '../options/as-object.js';
import type { AdaptTexts } from './adapt-texts.js';
import {
  adaptableLookup,
  checkLookup,
  lookupOptions,
  noVocabulary,
  type Adaptable,
  type NoVocabulary,
} from './lookup-layer.js';

/** How texts are parted, but for functions. */
type SplitName = 'whitespace' | 'character' | null;
type OutputMode = 'int' | 'multiHot' | 'count' | 'tfIdf';

/** Options of `textVectorization`. */
export interface TextVectorizationOptions<
  V extends readonly string[] | undefined = readonly string[] | undefined,
  M extends OutputMode = OutputMode,
  Max extends number | undefined = number | undefined,
  Pad extends boolean = boolean,
  Len extends number | undefined = number | undefined,
  Sp extends SplitName = SplitName,
> extends LayerOptions {
  /** The most indices that there may be, those of padding and unknown tokens counted. Default: as many as there are. */
  maxTokens?: Max;
  /** How texts are made alike: letters and punctuation of ASCII, or a function of a text. Default `'lowerAndStripPunctuation'`. */
  standardize?: Standardize;
  /** How they are parted into tokens: `null`: each is one; or a function of a text. Default `'whitespace'`. */
  split?: Sp | ((text: string) => readonly string[]);
  /** Groups of neighbouring tokens in their place: of up to so many, or of each number in a list. Default null. */
  ngrams?: Ngrams;
  /**
   * `'int'`: the index of each token; of a text, `'multiHot'`: a 1 at the place of each token in it, `'count'`: how often each is
   * in it, `'tfIdf'`: that, times its weight. Default `'int'`.
   */
  outputMode?: M;
  /** With `'int'`: how many indices there are, others cut off or 0. Default: as many as the longest text of a batch has. */
  outputSequenceLength?: Len;
  /** Whether there are `maxTokens` numbers, however many tokens there are. Default false. */
  padToMaxTokens?: Pad;
  /** The tokens, in the order of their indices; `''` and `'[UNK]'` at the front, or left out. Default: those of `adapt`. */
  vocabulary?: V;
  /** For `'tfIdf'`, with a vocabulary: the weight of each token. */
  idfWeights?: readonly number[];
}

/** A row of indices, or of `Size` numbers, for each text: `[null, 1]` gives `[null, Len]`, or `[null, Size]`. */
export interface TextVectorizationRule<
  Size extends number | undefined,
  M extends OutputMode,
  Len extends number | undefined,
  Sp extends SplitName,
> extends Rule {
  readonly of: ['textVectorization', Size, M, Len, Sp];
  readonly params: '0';
  readonly out: OnTexts<
    'textVectorization',
    this['in'],
    Size extends number
      ? Vectorized<NumbersOf<this['in']>, Size, M, Len, Sp>
      : ShapeError<NoVocabulary<'textVectorization'>, NumbersOf<this['in']>>
  >;
}

type Vectorized<In, Size, M, Len, Sp> = number extends (In & Shape)['length']
  ? Shape
  : [Sp] extends [null]
    ? In extends readonly [infer B, unknown]
      ? Row<B, Size, M, Len>
      : ShapeError<`textVectorization: split null needs [batch, tokens], got ${Show<In>}`, Shape>
    : In extends readonly [infer B] | readonly [infer B, 1 | null]
      ? Row<B, Size, M, Len>
      : ShapeError<
          `textVectorization splits one text a sample, [batch] or [batch, 1], got ${Show<In>}`,
          Shape
        >;

type Row<B, Size, M, Len> = M extends 'int' ? [B, Len extends number ? Counted<Len> : null] : [B, Size];

/** Value twin of `Vectorized`. */
const vectorized = (shape: Shape, config: TextVectorizationOptions, size: number): Checked => {
  const { split, outputMode, outputSequenceLength } = config;
  if (split === null && shape.length !== 2)
    return misfit(`${layer}: split null needs [batch, tokens], got ${showShape(shape)}`);
  const isOne = shape.length === 1 || (shape.length === 2 && (shape[1] === 1 || shape[1] === null));
  if (split !== null && !isOne)
    return misfit(`${layer} splits one text a sample, [batch] or [batch, 1], got ${showShape(shape)}`);
  return fits([shape[0]!, outputMode === 'int' ? (outputSequenceLength ?? null) : size]);
};

/** A layer that finds the tokens of its vocabulary in texts. */
export interface AdaptableTextVectorization<
  Size extends number | undefined,
  Found extends number,
  M extends OutputMode,
  Len extends number | undefined,
  Sp extends SplitName,
>
  extends
    TextLayer<TextVectorizationRule<Size, M, Len, Sp>>,
    Adaptable<string, AdaptTexts, AdaptableTextVectorization<Found, Found, M, Len, Sp>> {}

/** Told by the options alone: a shape that is expected would tell a size too. */
type Size<V, Max, Pad> = VocabularySize<V, NoInfer<Max>, Pad, 1, '[UNK]'>;

/** Numbers in place of texts; its signature, wherever it stands. */
export interface TextVectorization<Where extends Place> {
  /**
   * Numbers in place of texts: each is standardized, split into tokens, and these looked up in a vocabulary. Index 0 is padding, 1
   * unknown tokens.
   *
   * Input `[batch]` or `[batch, 1]` of strings, output `[batch, outputSequenceLength]`, or with `outputMode` `[batch, tokens of the
   * vocabulary]`.
   *
   * @throws ShapeMismatchError where there is no vocabulary yet, or a sample is more than one text.
   * @example
   * const words = await textVectorization({ maxTokens: 1000, outputSequenceLength: 50 }).adapt(texts);
   * words(input([], { dtype: 'string' })).embedding(1000, 16, { maskZero: true }) // [null, 50, 16]
   * @see https://keras.io/api/layers/preprocessing_layers/text/text_vectorization/
   */
  <
    const V extends readonly string[] | undefined = undefined,
    Given = undefined,
    const M extends OutputMode = 'int',
    const Max extends number | undefined = undefined,
    const Pad extends boolean = false,
    const Len extends number | undefined = undefined,
    const Sp extends SplitName = 'whitespace',
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, TextVectorizationRule<Size<V, Max, Pad>, M, NoInfer<Len>, Sp>, Given>,
    options?: OptionalArg<
      At,
      TextVectorizationRule<Size<V, Max, Pad>, M, NoInfer<Len>, Sp>,
      Given,
      | TextVectorizationOptions<V, M, Max, Pad, Len, Sp>
      | AsObject<'textVectorization', '{ maxTokens: 100 }', Name>
    >,
  ): At extends Tensed
    ? Placed<At, TextVectorizationRule<Size<V, Max, Pad>, M, NoInfer<Len>, Sp>, Name>
    : LayerAs<AdaptableTextVectorization<Size<V, Max, Pad>, PaddedSize<Max, Pad>, M, Len, Sp>, Name>;
}

declare module '../../graph/text-tensor.js' {
  interface TextMethods {
    /**
     * Numbers in place of texts.
     *
     * @example input([], { dtype: 'string' }).textVectorization({ vocabulary: ['so', 'far'], outputSequenceLength: 8 }) // [null, 8]
     * @see https://keras.io/api/layers/preprocessing_layers/text/text_vectorization/
     */
    readonly textVectorization: TextVectorization<OnTensor>;
  }
}

const layer = 'textVectorization';

const { maxTokens, vocabulary, idfWeights, padToMaxTokens } = lookupOptions<string>(
  token,
  'a list of texts',
  '[UNK]',
);

/** The layer's vocabulary as one that strings are looked up in. */
const lookupOf = (
  config: TextVectorizationOptions,
): Lookup<string> & { readonly idfWeights?: readonly number[] } =>
  ({ ...config, numOovIndices: 1, maskToken: '', oovToken: '[UNK]' }) as unknown as Lookup<string>;

const make = defineLayer<LayerFactory, Record<never, never>>({
  name: layer,
  className: 'TextVectorization',
  baseName: 'text_vectorization',
  integers: true,
  texts: 'needed',
  options: {
    maxTokens,
    standardize: optional(
      orNull(
        either(
          oneOf(['lowerAndStripPunctuation', 'lower', 'stripPunctuation']),
          callable<(text: string) => string>('a function of a text'),
        ),
      ),
      'lowerAndStripPunctuation',
    ),
    split: optional(
      orNull(
        either(
          oneOf(['whitespace', 'character']),
          callable<(text: string) => readonly string[]>('a function of a text'),
        ),
      ),
      'whitespace',
    ),
    ngrams: optional(
      orNull(
        either(
          count,
          listOf('a list of them', count, (all) => all.length > 0),
        ),
      ),
      null,
    ),
    outputMode: optional(oneOf(['int', 'multiHot', 'count', 'tfIdf']), 'int'),
    outputSequenceLength: optional(count),
    padToMaxTokens,
    vocabulary,
    idfWeights,
  } satisfies OwnOptions<TextVectorizationOptions>,
  spec: (given) => {
    const config = given as unknown as TextVectorizationOptions;
    const lookup = lookupOf(config);
    checkLookup(layer, lookup);
    if (config.outputSequenceLength !== undefined && config.outputMode !== 'int')
      throw new TypeError(
        `${layer}: outputSequenceLength is for outputMode 'int', got '${config.outputMode}'`,
      );
    return {
      outputShape: (inputs) => {
        const size = vocabularySize(lookup);
        return size === undefined
          ? misfit(noVocabulary(layer))
          : vectorized(onlyInput(layer, inputs), config, size);
      },
      weights: () => [],
    };
  },
});

const adaptable = (made: AnyLayer): AnyLayer => {
  const config = made.spec.config as unknown as TextVectorizationOptions;
  return adaptableLookup(
    layer,
    make as unknown as (options: object) => AnyLayer,
    async (data) => {
      const { readAdaptTexts } = await import('./adapt-texts.js');
      const documents = await readAdaptTexts(layer, data);
      return documents.map((texts) => tokensOf(texts, config as unknown as Tokenization));
    },
    made,
    (given) => lookupOf(given as TextVectorizationOptions),
  );
};

/**
 * Numbers in place of texts.
 *
 * @example const words = await textVectorization({ maxTokens: 1000 }).adapt(texts); words(input([], { dtype: 'string' }))
 * @see https://keras.io/api/layers/preprocessing_layers/text/text_vectorization/
 */
export const textVectorization: TextVectorization<Free> = carrying(
  (...args: readonly unknown[]) =>
    adaptable((make as unknown as (...all: readonly unknown[]) => AnyLayer)(...args)),
  make.declaration!,
) as unknown as TextVectorization<Free>;
