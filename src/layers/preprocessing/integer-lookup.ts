import {
  defineLayer,
  onlyInput,
  type AnyLayer,
  type LayerFactory,
  type OwnOptions,
} from '../../graph/layer.js';
import type { LayerAs } from '../../graph/layer-names.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver } from '../../graph/rule.js';
import type { Tensed } from '../../graph/symbolic-tensor.js';
import { carrying } from '../../options/declare.js';
import { integer, oneOf } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { LookupMode, PaddedSize, VocabularySize } from '../../shapes/vocabulary.js';
import type { AsObject } from '../options/as-object.js';
import { salt, type Salt } from '../options/salt.js';
import type { AdaptData } from './adapt-data.js';
import {
  adaptableLookup,
  checkLookup,
  lookedUp,
  lookupOptions,
  type AdaptableLookup,
  type LookupOptions,
  type LookupRule,
  type ReadLookup,
} from './lookup-layer.js';

/** Options of `integerLookup`. */
export interface IntegerLookupOptions<
  V extends readonly number[] | undefined = readonly number[] | undefined,
  M extends LookupMode = LookupMode,
  Max extends number | undefined = number | undefined,
  Pad extends boolean = boolean,
  N extends number = number,
  Oov extends number | null = number | null,
> extends LookupOptions<number, V, M, Max, Pad, N, Oov> {
  /** What stands for unknown tokens in the vocabulary, and where `invert` meets one. Default -1. */
  oovToken?: Oov;
  /** Which of several indices an unknown token has: `'floormod'`, its remainder, or `'farmhash'`, its hash. Default `'floormod'`. */
  oovMethod?: 'floormod' | 'farmhash';
  /** With `'farmhash'`: SipHash in place of FarmHash, with this key, of one number or two. Default null. */
  salt?: Salt;
}

/** Told by the options alone: a shape that is expected would tell a size too. */
type Size<V, Max, Pad, N extends number, Oov> = VocabularySize<V, NoInfer<Max>, Pad, NoInfer<N>, Oov>;

/** Indices in place of whole numbers; its signature, wherever it stands. */
export interface IntegerLookup<Where extends Place> {
  /**
   * The index of each whole number in a vocabulary: of numbers that stand for something, such as the ids of products. The first
   * index is that of unknown ones. Give its input `{ dtype: 'int32' }`.
   *
   * Input `[batch, ...]`, output the same shape, or with `outputMode` a number for each token of the vocabulary.
   *
   * @throws ShapeMismatchError where there is no vocabulary yet, or a sample of `'multiHot'`, `'count'` or `'tfIdf'` is no row.
   * @throws RangeError when it runs, at an unknown number, where `numOovIndices` is 0.
   * @example input([3], { dtype: 'int32' }).integerLookup({ vocabulary: [12, 36, 1138] }) // 36 is 2, 7 is 0
   * @see https://keras.io/api/layers/preprocessing_layers/categorical/integer_lookup/
   */
  <
    const V extends readonly number[] | undefined = undefined,
    Given = undefined,
    const M extends LookupMode = 'int',
    const Max extends number | undefined = undefined,
    const Pad extends boolean = false,
    const N extends number = 1,
    const Oov extends number | null = -1,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, LookupRule<'integerLookup', Size<V, Max, Pad, N, Oov>, M>, Given>,
    options?: OptionalArg<
      At,
      LookupRule<'integerLookup', Size<V, Max, Pad, N, Oov>, M>,
      Given,
      IntegerLookupOptions<V, M, Max, Pad, N, Oov> | AsObject<'integerLookup', '{ vocabulary: [1, 2] }', Name>
    >,
  ): At extends Tensed
    ? Placed<At, LookupRule<'integerLookup', Size<V, Max, Pad, N, Oov>, M>, Name>
    : LayerAs<
        AdaptableLookup<'integerLookup', AdaptData, Size<V, Max, Pad, N, Oov>, PaddedSize<Max, Pad>, M>,
        Name
      >;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Indices in place of whole numbers.
     *
     * @example input([3], { dtype: 'int32' }).integerLookup({ vocabulary: [12, 36, 1138] }) // 36 is 2, 7 is 0
     * @see https://keras.io/api/layers/preprocessing_layers/categorical/integer_lookup/
     */
    readonly integerLookup: IntegerLookup<OnTensor>;
  }
}

const layer = 'integerLookup';

const make = defineLayer<LayerFactory, Record<never, never>>({
  name: layer,
  className: 'IntegerLookup',
  baseName: 'integer_lookup',
  integers: true,
  options: {
    ...lookupOptions(integer, 'a list of whole numbers', -1),
    oovMethod: optional(oneOf(['floormod', 'farmhash']), 'floormod'),
    salt: optional(salt, null),
  } satisfies OwnOptions<IntegerLookupOptions>,
  spec: (config) => {
    const lookup = config as unknown as ReadLookup<number> & IntegerLookupOptions;
    checkLookup(layer, lookup);
    if (lookup.salt !== null && lookup.oovMethod !== 'farmhash')
      throw new TypeError(`${layer}: salt is for oovMethod 'farmhash', got '${lookup.oovMethod}'`);
    return { outputShape: (inputs) => lookedUp(layer, onlyInput(layer, inputs), lookup), weights: () => [] };
  },
});

const wholeDocuments = async (data: unknown): Promise<readonly ArrayLike<number>[]> => {
  const [{ readAdaptData }, { documentsIn }] = await Promise.all([
    import('./adapt-data.js'),
    import('./count-tokens.js'),
  ]);
  const numbers = await readAdaptData(layer, data);
  const odd = Array.from(numbers.values).find((value) => !Number.isInteger(value));
  if (odd !== undefined) throw new TypeError(`${layer}: adapt needs whole numbers, got ${odd}`);
  return documentsIn(numbers.values, numbers.shape);
};

/**
 * Indices in place of whole numbers.
 *
 * @example const known = await integerLookup().adapt(ids); sequential([3], [known, embedding(100, 8)], { dtype: 'int32' })
 * @see https://keras.io/api/layers/preprocessing_layers/categorical/integer_lookup/
 */
export const integerLookup: IntegerLookup<Free> = carrying(
  (...args: readonly unknown[]) =>
    adaptableLookup(
      layer,
      make as unknown as (options: object) => AnyLayer,
      wholeDocuments,
      (make as unknown as (...all: readonly unknown[]) => AnyLayer)(...args),
    ),
  make.declaration!,
) as unknown as IntegerLookup<Free>;
