import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { show } from '../../../errors/show.js';
import {
  oovStart,
  ownTokens,
  tokenStart,
  vocabularySize,
  weightsOfTokens,
  type Lookup,
  type Token,
} from '../../../shapes/vocabulary.js';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';
import { bucketOf, type Salt } from './buckets.js';
import { encodedShape } from './category-encoding.js';
import { encodeIndices, tokensIn } from './encode-indices.js';

/** What a layer is told: see `LookupOptions`. */
export type LookupSettings = Lookup & {
  readonly idfWeights?: readonly number[];
  readonly invert?: boolean;
  readonly oovMethod?: 'floormod' | 'farmhash';
  readonly salt?: Salt;
};

/** What is left out of a file that plain tfjs wrote. */
export const lookupDefaults = {
  numOovIndices: 1,
  maskToken: null,
  invert: false,
  outputMode: 'int',
  padToMaxTokens: false,
};

/** The remainder of a division downwards. */
const floorMod = (value: number, by: number): number => ((value % by) + by) % by;

/** The index of each token, those that are masked at 0, or left out: -1. */
export const indexOf = (layer: string, settings: LookupSettings): ((token: Token) => number) => {
  const start = tokenStart(settings);
  const places = new Map(ownTokens(settings).map((token, i) => [token, start + i]));
  const { maskToken = null, numOovIndices, outputMode, oovMethod = 'farmhash', salt } = settings;
  if (maskToken !== null) places.set(maskToken, outputMode === 'int' ? 0 : -1);
  const bucket = bucketOf(numOovIndices, salt);
  const unknown = (token: Token): number =>
    numOovIndices === 1
      ? 0
      : oovMethod === 'floormod'
        ? floorMod(token as number, numOovIndices)
        : bucket(token);
  return (token) => {
    const place = places.get(token);
    if (place !== undefined) return place;
    if (numOovIndices === 0)
      throw new RangeError(
        `${layer}: ${show(token)} is not in the vocabulary; numOovIndices of 1 gives unknown tokens an index`,
      );
    return oovStart(settings) + unknown(token);
  };
};

/** The numbers of some indices: with `'tfIdf'` how often each is there, times its weight. */
export const encodeTokens = (
  indices: ArrayLike<number>,
  shape: readonly number[],
  settings: LookupSettings,
): tf.Tensor => {
  const size = vocabularySize(settings)!;
  if (settings.outputMode !== 'tfIdf') return encodeIndices(indices, shape, size, settings.outputMode);
  const weights = weightsOfTokens(settings, settings.idfWeights!);
  const whole = Float32Array.from({ length: size }, (_, i) => weights[i] ?? 0);
  return tf.mul(encodeIndices(indices, shape, size, 'count'), tf.tensor1d(whole));
};

/** Indices in place of tokens, or tokens in place of indices, computed where the data is: in JavaScript. */
const lookupClass = (className: string, layer: string, oovToken: Token): LayerClass =>
  class extends tfl.layers.Layer {
    static readonly className = className;
    private readonly settings: LookupSettings;
    private readonly indexOf: (token: Token) => number;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.settings = { ...lookupDefaults, oovToken, ...args } as unknown as LookupSettings;
      this.indexOf = indexOf(layer, this.settings);
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const { outputMode } = this.settings;
      return outputMode === 'int'
        ? (shape as tfl.Shape)
        : encodedShape(shape as tfl.Shape, vocabularySize(this.settings)!, outputMode);
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const tokens = tokensIn(x);
        if (this.settings.invert)
          return tf.tensor(
            this.tokensAt(tokens as readonly number[]) as number[],
            x.shape,
            className === 'StringLookup' ? 'string' : 'int32',
          );
        return encodeTokens(tokens.map(this.indexOf), x.shape, this.settings);
      });
    }

    /** The token of each index. */
    private tokensAt(indices: readonly number[]): readonly (Token | null)[] {
      const { maskToken = null } = this.settings;
      const tokens = ownTokens(this.settings);
      const start = tokenStart(this.settings);
      return indices.map((index) =>
        index === 0 && maskToken !== null ? maskToken : (tokens[index - start] ?? this.settings.oovToken),
      );
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...this.args, ...super.getConfig() };
    }
  };

/** Indices of whole numbers, which tfjs lacks. */
export const integerLookupClass = (): LayerClass => lookupClass('IntegerLookup', 'integerLookup', -1);

/** Indices of strings, which tfjs lacks. */
export const stringLookupClass = (): LayerClass => lookupClass('StringLookup', 'stringLookup', '[UNK]');
