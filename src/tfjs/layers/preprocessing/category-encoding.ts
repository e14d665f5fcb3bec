import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';

/** A last axis of 1 gives its place to one-hot tokens. */
const placesOf = (shape: readonly (number | null)[], mode: string): readonly (number | null)[] =>
  mode === 'oneHot' && shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape;

/** The shape of tokens that are encoded. */
export const encodedShape = (shape: tfl.Shape, n: number, mode: string): tfl.Shape => {
  const places = placesOf(shape, mode);
  return [...(mode === 'oneHot' ? places : places.slice(0, -1)), n];
};

/** Tokens, whole numbers below n, as zeros and ones, or how often each is there, or how much where they have weights. */
export const encodeTokens = (tokens: tf.Tensor, n: number, mode: string, weights?: tf.Tensor): tf.Tensor => {
  const placed = tf.reshape(tokens, placesOf(tokens.shape, mode) as number[]);
  // tfjs's oneHot wants two tokens or more
  const each = tf.cast(tf.equal(tf.expandDims(placed, -1), tf.range(0, n, 1, 'int32')), 'float32');
  if (mode === 'oneHot') return each;
  if (mode !== 'count') return tf.max(each, -2);
  return tf.sum(weights ? tf.mul(each, tf.expandDims(tf.cast(weights, 'float32'), -1)) : each, -2);
};

/** Categories as zeros and ones, which tfjs's class of that name takes for rows alone. */
export const categoryEncodingClass = (): LayerClass =>
  class CategoryEncoding extends tfl.layers.Layer {
    static readonly className = 'CategoryEncoding';
    private readonly mode: string;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.mode = (args['outputMode'] as string | undefined) ?? 'multiHot';
    }

    /** Tokens, and their weights in a list with them. */
    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const tokens = Array.isArray(shape[0]) ? shape[0] : (shape as tfl.Shape);
      return encodedShape(tokens, this.args['numTokens'] as number, this.mode);
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() =>
        encodeTokens(
          tf.cast(only(inputs), 'int32'),
          this.args['numTokens'] as number,
          this.mode,
          Array.isArray(inputs) ? inputs[1] : undefined,
        ),
      );
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...this.args, ...super.getConfig() };
    }
  };
