import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { LayerArgs, LayerClass } from '../define-class.js';
import { encodeIndices, tokensIn } from './encode-indices.js';
import { farmHash } from './farm-hash.js';

/** Where TensorFlow's hashes of several features begin. */
const begin = 0xdecafcaffen;
const factor = 0xc6a4a7935bd1e995n;

const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);
const shiftMix = (value: bigint): bigint => value ^ (value >> 47n);

/** The hash of what two hashes are of: TensorFlow's `FingerprintCat64`. */
const joined = (one: bigint, other: bigint): bigint => {
  const both = wrap((one ^ factor ^ wrap(shiftMix(wrap(other * factor)) * factor)) * factor);
  return shiftMix(wrap(shiftMix(both) * factor));
};

/** The bin that features fall into together, one of each; computed where the data is: in JavaScript. */
export const hashedCrossingClass = (): LayerClass =>
  class HashedCrossing extends tfl.layers.Layer {
    static readonly className = 'HashedCrossing';

    constructor(private readonly args: LayerArgs) {
      super(args as never);
    }

    private get bins(): number {
      return this.args['numBins'] as number;
    }

    override computeOutputShape(shapes: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const [first] = shapes as tfl.Shape[];
      return this.args['outputMode'] === 'oneHot' ? [first![0]!, this.bins] : first!;
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const utf8 = new TextEncoder();
        const features = [inputs].flat();
        const columns = features.map((feature) =>
          tokensIn(feature).map((token) =>
            typeof token === 'string' ? farmHash(utf8.encode(token)) : wrap(BigInt(token)),
          ),
        );
        const binOf = (row: number) =>
          Number(columns.reduce((hash, column) => joined(hash, column[row]!), begin) % BigInt(this.bins));
        const bins = columns[0]!.map((_, row) => binOf(row));
        const mode = (this.args['outputMode'] as string | undefined) ?? 'int';
        return encodeIndices(bins, features[0]!.shape, this.bins, mode);
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...this.args, ...super.getConfig() };
    }
  };
