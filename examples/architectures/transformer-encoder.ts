import * as tf from '@tensorflow/tfjs';
import { block, defineLayer, input, layers, repeat, residual } from 'shapewright';
import { expectShape } from 'shapewright/testing';
const { dense, dropout, layerNormalization, multiHeadAttention } = layers;

/** Adds to each place of a text the waves that tell it from others; before that words are scaled. */
const waves = defineLayer({
  name: 'waves',
  call: (x: tf.Tensor) => {
    const [, places = 1, features = 1] = x.shape;
    const at = tf.range(0, places).reshape([places, 1]);
    const rates = tf.pow(10_000, tf.div(tf.range(0, features / 2), -features / 2));
    const angles = tf.mul(at, rates);
    return tf.add(tf.mul(x, Math.sqrt(features)), tf.concat([tf.sin(angles), tf.cos(angles)], 1));
  },
});

const encoder = () =>
  block([
    residual([multiHeadAttention(8, 64), dropout(0.1)]),
    layerNormalization({ epsilon: 1e-6 }),
    residual([dense(2048, { activation: 'relu' }), dense(512), dropout(0.1)]),
    layerNormalization({ epsilon: 1e-6 }),
  ]);

/**
 * The encoder of the first Transformer, of its base size: six layers over 37,000 pieces of words; 37,858,304 parameters.
 * Vaswani et al. 2017, https://arxiv.org/abs/1706.03762
 */
export const transformerEncoder = () => {
  const pieces = input([100], { dtype: 'int32' });
  const meaning = pieces.embedding(37_000, 512).apply(waves()).dropout(0.1).apply(repeat(6, encoder));
  expectShape<[null, 100, 512]>(meaning);
  return meaning.toModel({ name: 'transformer_encoder' });
};
