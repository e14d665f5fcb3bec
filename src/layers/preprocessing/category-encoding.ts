import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { PlacedCall, RoleArg, RoleRule } from '../../graph/role-layer.js';
import type { Arg, Free, OnTensor, Place, This } from '../../graph/rule.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import { count, oneOf } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Counted } from '../../shapes/arithmetic.js';
import { matches, type Matches } from '../../shapes/matches.js';
import { misfit, showShape, type Shape, type Show } from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import type { CountArg } from '../options/numbers.js';
import { encoded, type Encoded, type Encoding } from './encoded.js';

/** Options of `categoryEncoding`. */
export interface CategoryEncodingOptions<M extends Encoding = Encoding> extends LayerOptions {
  /**
   * `'oneHot'`: a 1 at the place of each token; `'multiHot'`: of a sample, a 1 at the place of each token in it; `'count'`: how
   * often each is in it. Default `'multiHot'`.
   */
  outputMode?: M;
}

/** What a call takes beside the tokens. */
export interface CountRoles {
  /** How much each token counts, of their shape. Default: 1. */
  readonly countWeights?: SymbolicTensor;
}

/** Why weights do not fit, or `unknown`. */
type NotWeights<Tokens, Weights, M extends Encoding> = M extends 'count'
  ? Matches<Weights, Tokens> extends true
    ? unknown
    : `categoryEncoding: countWeights must be as the tokens ${Show<Tokens>}, got ${Show<Weights>}`
  : OnlyCounts;

type OnlyCounts = "categoryEncoding: countWeights are for outputMode 'count'";
const onlyCounts: OnlyCounts = "categoryEncoding: countWeights are for outputMode 'count'";

/** The sentence at the role, where it does not fit. */
interface Refused<Tokens, Given, M extends Encoding> {
  readonly countWeights: Given extends { readonly countWeights: infer Weights extends Shape }
    ? NotWeights<Tokens, Weights, M>
    : unknown;
}

/** Value twin of `NotWeights`. */
const unfit = (tokens: Shape, weights: Shape, mode: Encoding): string | undefined => {
  if (mode !== 'count') return onlyCounts;
  return matches(weights, tokens)
    ? undefined
    : `categoryEncoding: countWeights must be as the tokens ${showShape(tokens)}, got ${showShape(weights)}`;
};

/** A number for each token: `[null, 3]` gives `[null, numTokens]`, or each of the 3 its own: `[null, 3, numTokens]`. */
export interface CategoryEncodingRule<N extends number, M extends Encoding> extends RoleRule {
  readonly of: ['categoryEncoding', N, M];
  readonly params: '0';
  readonly out: Encoded<'categoryEncoding', this['in'], Counted<N>, M>;
  readonly refused: Refused<this['in'], this['given'], M>;
}

/** Categories as numbers; its signature, wherever it stands. */
export interface CategoryEncoding<Where extends Place> {
  /**
   * Whole numbers that stand for categories, as zeros and ones. A number that is none of the tokens leaves all at zero. Give
   * its input `{ dtype: 'int32' }`.
   *
   * Input `[batch, tokens]`, output `[batch, numTokens]`; of `'oneHot'`, input `[batch, ...]`, output `[batch, ..., numTokens]`,
   * in the place of a last axis of 1. `countWeights`, one for each token, say how much each counts: given where the layer is called,
   * `categoryEncoding(10, { outputMode: 'count' })(ids, { countWeights })`.
   *
   * @param numTokens How many there are: tokens are 0 to `numTokens - 1`.
   * @throws ShapeMismatchError where a sample is no row of tokens, or the weights are not as the tokens.
   * @example input([3], { dtype: 'int32' }).categoryEncoding(10) // [null, 10]
   * @see https://keras.io/api/layers/preprocessing_layers/categorical/category_encoding/
   */
  <
    const N extends number,
    const M extends Encoding = 'multiHot',
    const W extends SymbolicTensor | undefined = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    numTokens: Arg<At, CategoryEncodingRule<N, M>, CountArg<'categoryEncoding: numTokens', N>>,
    options?:
      | (CategoryEncodingOptions<M> & {
          /** How much each token counts, of their shape. Default: 1. */
          countWeights?: RoleArg<At, CategoryEncodingRule<N, M>, { countWeights: W }, 'countWeights'>;
        })
      | AsObject<'categoryEncoding', "{ outputMode: 'count' }", Name>,
  ): PlacedCall<At, CategoryEncodingRule<N, M>, { countWeights: W }, CountRoles, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Categories as zeros and ones.
     *
     * @example input([3], { dtype: 'int32' }).categoryEncoding(10) // [null, 10]
     * @see https://keras.io/api/layers/preprocessing_layers/categorical/category_encoding/
     */
    readonly categoryEncoding: CategoryEncoding<OnTensor>;
  }
}

const layer = 'categoryEncoding';

/**
 * Categories as zeros and ones.
 *
 * @example model({ inputs: ids, outputs: categoryEncoding(10, { outputMode: 'count' })(ids) })
 * @see https://keras.io/api/layers/preprocessing_layers/categorical/category_encoding/
 */
export const categoryEncoding: CategoryEncoding<Free> = defineLayer({
  name: layer,
  className: 'CategoryEncoding',
  baseName: 'category_encoding',
  integers: true,
  roles: ['countWeights'],
  takes: { numTokens: count },
  options: {
    outputMode: optional(oneOf(['multiHot', 'oneHot', 'count']), 'multiHot'),
  } satisfies OwnOptions<CategoryEncodingOptions>,
  spec: ({ numTokens, outputMode }) => ({
    outputShape: (inputs, { roles }) => {
      const tokens = onlyInput(layer, inputs);
      const [weights] = roles['countWeights'] ?? [];
      const sentence = weights && unfit(tokens, weights, outputMode);
      return sentence === undefined ? encoded(layer, tokens, numTokens, outputMode) : misfit(sentence);
    },
    weights: () => [],
  }),
});
