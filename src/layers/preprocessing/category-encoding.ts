import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Arg, Free, Place, Placed, Rule } from '../../graph/rule.js';
import { count, oneOf } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Counted } from '../../shapes/arithmetic.js';
import type { Count } from '../options/numbers.js';
import { encoded, type Encoded, type Encoding } from './encoded.js';

/** Options of `categoryEncoding`. */
export interface CategoryEncodingOptions<M extends Encoding = Encoding> extends LayerOptions {
  /**
   * `'oneHot'`: a 1 at the place of each token; `'multiHot'`: of a sample, a 1 at the place of each token in it; `'count'`: how
   * often each is in it. Default `'multiHot'`.
   */
  outputMode?: M;
}

/** A number for each token: `[null, 3]` gives `[null, numTokens]`, or each of the 3 its own: `[null, 3, numTokens]`. */
export interface CategoryEncodingRule<N extends number, M extends Encoding> extends Rule {
  readonly of: ['categoryEncoding', N, M];
  readonly params: '0';
  readonly out: Encoded<'categoryEncoding', this['in'], Counted<N>, M>;
}

/** Categories as numbers; its signature, wherever it stands. */
export interface CategoryEncoding<At extends Place> {
  /**
   * Whole numbers that stand for categories, as zeros and ones. A number that is none of the tokens leaves all at zero. Give
   * its input `{ dtype: 'int32' }`.
   *
   * Input `[batch, tokens]`, output `[batch, numTokens]`; of `'oneHot'`, input `[batch, ...]`, output `[batch, ..., numTokens]`,
   * in the place of a last axis of 1.
   *
   * @param numTokens How many there are: tokens are 0 to `numTokens - 1`.
   * @throws ShapeMismatchError where a sample is no row of tokens.
   * @example input([3], { dtype: 'int32' }).categoryEncoding(10) // [null, 10]
   * @see https://keras.io/api/layers/preprocessing_layers/categorical/category_encoding/
   */
  <const N extends number, const M extends Encoding = 'multiHot'>(
    numTokens: Arg<At, CategoryEncodingRule<N, M>, Count<'categoryEncoding: numTokens', N>>,
    options?: CategoryEncodingOptions<M>,
  ): Placed<At, CategoryEncodingRule<N, M>>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods<At extends Place> {
    /**
     * Categories as zeros and ones.
     *
     * @example input([3], { dtype: 'int32' }).categoryEncoding(10) // [null, 10]
     * @see https://keras.io/api/layers/preprocessing_layers/categorical/category_encoding/
     */
    readonly categoryEncoding: CategoryEncoding<At>;
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
  takes: { numTokens: count },
  options: {
    outputMode: optional(oneOf(['multiHot', 'oneHot', 'count']), 'multiHot'),
  } satisfies OwnOptions<CategoryEncodingOptions>,
  spec: ({ numTokens, outputMode }) => ({
    outputShape: (inputs) => encoded(layer, onlyInput(layer, inputs), numTokens, outputMode),
    weights: () => [],
  }),
});
