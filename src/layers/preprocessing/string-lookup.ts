import {
  defineLayer,
  onlyInput,
  type AnyLayer,
  type LayerFactory,
  type OwnOptions,
} from '../../graph/layer.js';
import type { LayerAs } from '../../graph/layer-names.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { Tensed } from '../../graph/symbolic-tensor.js';
import type { TextLayer, TextsPlaced, WordsLayer } from '../../graph/text-tensor.js';
import { carrying } from '../../options/declare.js';
import { token } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { ShapeError } from '../../shapes/shape.js';
import type { NumbersOf, OnTexts, WordsOf } from '../../shapes/texts.js';
import type { LookupMode, PaddedSize, VocabularySize } from '../../shapes/vocabulary.js';
import type { AsObject } from '../options/as-object.js';
import { salt, type Salt } from '../options/salt.js';
import type { AdaptTexts } from './adapt-texts.js';
import {
  adaptableLookup,
  checkLookup,
  lookedUp,
  lookupOptions,
  type Adaptable,
  type LookedUp,
  type LookupOptions,
  type NoVocabulary,
  type ReadLookup,
} from './lookup-layer.js';

/** Options of `stringLookup`. */
export interface StringLookupOptions<
  V extends readonly string[] | undefined = readonly string[] | undefined,
  M extends LookupMode = LookupMode,
  Max extends number | undefined = number | undefined,
  Pad extends boolean = boolean,
  N extends number = number,
  Oov extends string | null = string | null,
  Inv extends boolean = boolean,
> extends LookupOptions<string, V, M, Max, Pad, N, Oov> {
  /** Whether it goes the other way: from indices to strings. Default false. */
  invert?: Inv;
  /** What stands for unknown tokens in the vocabulary. Default `'[UNK]'`. */
  oovToken?: Oov;
  /** Where unknown tokens have several indices: SipHash in place of FarmHash, with this key, of one number or two. Default null. */
  salt?: Salt;
}

/**
 * The shape stays, or `Size` numbers for each string, or for each sample: of `'count'`, `[null, 4]` gives `[null, Size]`. Inverted,
 * it is one of strings in the place of numbers.
 */
export interface StringLookupRule<
  Size extends number | undefined,
  M extends LookupMode,
  Inv extends boolean = false,
> extends Rule {
  readonly of: ['stringLookup', Size, M, Inv];
  /** Whether strings come out: `apply` gives a tensor of them. */
  readonly givesTexts: Inv;
  readonly params: '0';
  readonly out: [Inv] extends [true]
    ? Size extends number
      ? WordsOf<'stringLookup', this['in']>
      : ShapeError<NoVocabulary<'stringLookup'>, this['in']>
    : OnTexts<'stringLookup', this['in'], LookedUp<'stringLookup', NumbersOf<this['in']>, Size, M>>;
}

/** A layer that finds the strings of its vocabulary in data. */
export interface AdaptableStringLookup<
  Size extends number | undefined,
  Found extends number,
  M extends LookupMode,
>
  extends
    TextLayer<StringLookupRule<Size, M>>,
    Adaptable<string, AdaptTexts, AdaptableStringLookup<Found, Found, M>> {}

/** A layer that gives the strings of a vocabulary by their indices. */
export interface InvertedStringLookup<Size extends number | undefined, Found extends number>
  extends
    WordsLayer<StringLookupRule<Size, 'int', true>>,
    Adaptable<string, AdaptTexts, InvertedStringLookup<Found, Found>> {}

/** Told by the options alone: a shape that is expected would tell a size too. */
type Size<V, Max, Pad, N extends number, Oov> = VocabularySize<V, NoInfer<Max>, Pad, NoInfer<N>, Oov>;

/** Indices in place of strings; its signature, wherever it stands. */
export interface StringLookup<Where extends Place> {
  /**
   * The index of each string in a vocabulary; the first index is that of unknown ones. Texts of several words are split by
   * `textVectorization`. With `invert` it goes the other way: the string at each index, that for unknown ones where there is none.
   *
   * Input `[batch, ...]` of strings, output the same shape, or with `outputMode` a number for each token of the vocabulary; with
   * `invert` whole numbers, `{ dtype: 'int32' }`, and strings of the same shape.
   *
   * @throws ShapeMismatchError where there is no vocabulary yet, or a sample of `'multiHot'`, `'count'` or `'tfIdf'` is no row.
   * @throws RangeError when it runs, at an unknown string, where `numOovIndices` is 0.
   * @example input([3], { dtype: 'string' }).stringLookup({ vocabulary: ['red', 'green'] }) // 'green' is 2, 'blue' is 0
   * @example input([3], { dtype: 'int32' }).stringLookup({ vocabulary: ['red', 'green'], invert: true }) // 2 is 'green', 0 '[UNK]'
   * @see https://keras.io/api/layers/preprocessing_layers/categorical/string_lookup/
   */
  <
    const V extends readonly string[] | undefined = undefined,
    Given = undefined,
    const M extends LookupMode = 'int',
    const Max extends number | undefined = undefined,
    const Pad extends boolean = false,
    const N extends number = 1,
    const Oov extends string | null = '[UNK]',
    const Inv extends boolean = false,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, StringLookupRule<Size<V, Max, Pad, N, Oov>, M, Inv>, Given>,
    options?: OptionalArg<
      At,
      StringLookupRule<Size<V, Max, Pad, N, Oov>, M, Inv>,
      Given,
      | StringLookupOptions<V, M, Max, Pad, N, Oov, Inv>
      | AsObject<'stringLookup', "{ vocabulary: ['a', 'b'] }", Name>
    >,
  ): At extends Tensed
    ? [Inv] extends [true]
      ? TextsPlaced<At, StringLookupRule<Size<V, Max, Pad, N, Oov>, M, Inv>, Name>
      : Placed<At, StringLookupRule<Size<V, Max, Pad, N, Oov>, M>, Name>
    : [Inv] extends [true]
      ? LayerAs<InvertedStringLookup<Size<V, Max, Pad, N, Oov>, PaddedSize<Max, Pad>>, Name>
      : LayerAs<AdaptableStringLookup<Size<V, Max, Pad, N, Oov>, PaddedSize<Max, Pad>, M>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Strings in place of indices.
     *
     * @example input([3], { dtype: 'int32' }).stringLookup({ vocabulary: ['red', 'green'], invert: true }) // 2 is 'green'
     * @see https://keras.io/api/layers/preprocessing_layers/categorical/string_lookup/
     */
    readonly stringLookup: StringLookup<OnTensor>;
  }
}

declare module '../../graph/text-tensor.js' {
  interface TextMethods {
    /**
     * Indices in place of strings.
     *
     * @example input([3], { dtype: 'string' }).stringLookup({ vocabulary: ['red', 'green'] }) // 'green' is 2, 'blue' is 0
     * @see https://keras.io/api/layers/preprocessing_layers/categorical/string_lookup/
     */
    readonly stringLookup: StringLookup<OnTensor>;
  }
}

const layer = 'stringLookup';

const make = defineLayer<LayerFactory, Record<never, never>>({
  name: layer,
  className: 'StringLookup',
  baseName: 'string_lookup',
  integers: true,
  options: {
    ...lookupOptions<string>(token, 'a list of texts', '[UNK]'),
    salt: optional(salt, null),
  } satisfies OwnOptions<StringLookupOptions>,
  spec: (config) => {
    const lookup = config as unknown as ReadLookup<string>;
    checkLookup(layer, lookup);
    return {
      ...(lookup.invert ? { givesTexts: true } : { texts: 'needed' as const }),
      outputShape: (inputs) => lookedUp(layer, onlyInput(layer, inputs), lookup),
      weights: () => [],
    };
  },
});

/**
 * Indices in place of strings.
 *
 * @example const colours = await stringLookup().adapt(['red', 'green', 'red']); colours(input([1], { dtype: 'string' }))
 * @see https://keras.io/api/layers/preprocessing_layers/categorical/string_lookup/
 */
export const stringLookup: StringLookup<Free> = carrying(
  (...args: readonly unknown[]) =>
    adaptableLookup(
      layer,
      make as unknown as (options: object) => AnyLayer,
      async (data) => (await import('./adapt-texts.js')).readAdaptTexts(layer, data),
      (make as unknown as (...all: readonly unknown[]) => AnyLayer)(...args),
    ),
  make.declaration!,
) as unknown as StringLookup<Free>;
