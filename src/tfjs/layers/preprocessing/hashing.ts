import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';
import { bucketOf, type Salt } from './buckets.js';
import { encodedShape } from './category-encoding.js';
import { encodeIndices, tokensIn } from './encode-indices.js';

interface Settings {
  readonly numBins: number;
  readonly maskValue?: number | string | null;
  readonly salt?: Salt;
  readonly outputMode: string;
}

/** The bin that the hash of each token falls into, which tfjs lacks; computed where the data is: in JavaScript. */
export const hashingClass = (): LayerClass =>
  class Hashing extends tfl.layers.Layer {
    static readonly className = 'Hashing';
    private readonly settings: Settings;
    private readonly binOf: (token: number | string) => number;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.settings = { outputMode: 'int', ...args } as unknown as Settings;
      const { numBins, maskValue = null, salt } = this.settings;
      // the first bin is that of the mask
      const reserved = maskValue !== null && numBins > 1 ? 1 : 0;
      const bucket = bucketOf(numBins - reserved, salt);
      this.binOf = (token) => (reserved === 1 && token === maskValue ? 0 : reserved + bucket(token));
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const { numBins, outputMode } = this.settings;
      return outputMode === 'int'
        ? (shape as tfl.Shape)
        : encodedShape(shape as tfl.Shape, numBins, outputMode);
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const { numBins, outputMode } = this.settings;
        return encodeIndices(tokensIn(x).map(this.binOf), x.shape, numBins, outputMode);
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...this.args, ...super.getConfig() };
    }
  };
