import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';

/** Categories as zeros and ones, which tfjs's class of that name takes for rows alone. */
export const categoryEncodingClass = (): LayerClass =>
  class CategoryEncoding extends tfl.layers.Layer {
    static readonly className = 'CategoryEncoding';

    constructor(private readonly args: LayerArgs) {
      super(args as never);
    }

    /** A last axis of 1 gives its place to the tokens. */
    private given(shape: readonly (number | null)[]): readonly (number | null)[] {
      const narrow = this.args['outputMode'] === 'oneHot' && shape.length > 1 && shape.at(-1) === 1;
      return narrow ? shape.slice(0, -1) : shape;
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const given = this.given(shape as tfl.Shape);
      const kept = this.args['outputMode'] === 'oneHot' ? given : given.slice(0, -1);
      return [...kept, this.args['numTokens'] as number];
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = tf.cast(only(inputs), 'int32');
        const tokens = tf.reshape(x, this.given(x.shape) as number[]);
        // tfjs's oneHot wants two tokens or more
        const all = tf.range(0, this.args['numTokens'] as number, 1, 'int32');
        const each = tf.cast(tf.equal(tf.expandDims(tokens, -1), all), 'float32');
        if (this.args['outputMode'] === 'oneHot') return each;
        return this.args['outputMode'] === 'count' ? tf.sum(each, -2) : tf.max(each, -2);
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...this.args, ...super.getConfig() };
    }
  };
