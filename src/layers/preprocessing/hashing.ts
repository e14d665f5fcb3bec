import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import type { Tensed } from '../../graph/symbolic-tensor.js';
import type { FreeTextLayer } from '../../graph/text-tensor.js';
import { count, either, integer, oneOf, orNull, token } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Counted } from '../../shapes/arithmetic.js';
import { fits } from '../../shapes/shape.js';
import type { NumbersOf } from '../../shapes/texts.js';
import type { AsObject } from '../options/as-object.js';
import type { CountArg } from '../options/numbers.js';
import { salt, type Salt } from '../options/salt.js';
import { encoded, type Encoded, type Encoding } from './encoded.js';

type OutputMode = 'int' | Encoding;

/** Options of `hashing`. */
export interface HashingOptions<M extends OutputMode = OutputMode> extends LayerOptions {
  /** A value that stands for none: bin 0 is its own. Default null. */
  maskValue?: number | string | null;
  /** SipHash in place of FarmHash, with this key, of one number or two. Default null. */
  salt?: Salt;
  /** The number of the bin, or, as `categoryEncoding` has it, zeros and ones. Default `'int'`. */
  outputMode?: M;
}

/** The shape stays, or a number for each bin: of 5 and `'oneHot'`, `[null, 4]` gives `[null, 4, 5]`. */
export interface HashingRule<N extends number, M extends OutputMode> extends Rule {
  readonly of: ['hashing', N, M];
  readonly params: '0';
  readonly out: M extends Encoding
    ? Encoded<'hashing', NumbersOf<this['in']>, Counted<N>, M>
    : NumbersOf<this['in']>;
}

/** Bins by hashes; its signature, wherever it stands. */
export interface Hashing<Where extends Place> {
  /**
   * The bin that each string or whole number falls into by its hash, FarmHash64 or SipHash64: for tokens of which no vocabulary
   * is known. Several tokens may have one bin. Give its input `{ dtype: 'string' }` or `{ dtype: 'int32' }`.
   *
   * Input `[batch, ...]`, output the same shape, or with `outputMode` a number for each bin.
   *
   * @param numBins How many bins there are.
   * @throws ShapeMismatchError where a sample of `'multiHot'` or `'count'` is no row.
   * @example input([3], { dtype: 'int32' }).hashing(16) // each 0 to 15
   * @see https://keras.io/api/layers/preprocessing_layers/categorical/hashing/
   */
  <const N extends number, const M extends OutputMode = 'int', Name extends string = never, At = Where>(
    this: This<Where, At>,
    numBins: Arg<At, HashingRule<N, M>, CountArg<'hashing: numBins', N>>,
    options?: HashingOptions<M> | AsObject<'hashing', "{ outputMode: 'oneHot' }", Name>,
  ): At extends Tensed ? Placed<At, HashingRule<N, M>, Name> : FreeTextLayer<HashingRule<N, M>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Bins by hashes.
     *
     * @example input([3], { dtype: 'int32' }).hashing(16) // each 0 to 15
     * @see https://keras.io/api/layers/preprocessing_layers/categorical/hashing/
     */
    readonly hashing: Hashing<OnTensor>;
  }
}

declare module '../../graph/text-tensor.js' {
  interface TextMethods {
    /**
     * Bins by hashes.
     *
     * @example input([3], { dtype: 'string' }).hashing(16) // each 0 to 15
     * @see https://keras.io/api/layers/preprocessing_layers/categorical/hashing/
     */
    readonly hashing: Hashing<OnTensor>;
  }
}

const layer = 'hashing';

/**
 * Bins by hashes.
 *
 * @example sequential([3], [hashing(16, { outputMode: 'count' })], { dtype: 'int32' }) // [null, 16]
 * @see https://keras.io/api/layers/preprocessing_layers/categorical/hashing/
 */
export const hashing: Hashing<Free> = defineLayer({
  name: layer,
  className: 'Hashing',
  baseName: layer,
  integers: true,
  texts: 'taken',
  takes: { numBins: count },
  options: {
    maskValue: optional(orNull(either(integer, token)), null),
    salt: optional(salt, null),
    outputMode: optional(oneOf(['int', 'oneHot', 'multiHot', 'count']), 'int'),
  } satisfies OwnOptions<HashingOptions>,
  spec: ({ numBins, outputMode }) => ({
    outputShape: (inputs) => {
      const shape = onlyInput(layer, inputs);
      return outputMode === 'int' ? fits(shape) : encoded(layer, shape, numBins, outputMode);
    },
    weights: () => [],
  }),
});
