import * as tf from '@tensorflow/tfjs';
import { block, defineLayer, input, layers, repeat, residual } from 'shapewright';
import { expectShape } from 'shapewright/testing';
const { dense, dropout, layerNormalization, multiHeadAttention, reversibleEmbedding } = layers;

/** What each place of a text adds to the word that stands there. */
export const placeEmbedding = defineLayer({
  name: 'placeEmbedding',
  weights: ([, places, features]) => ({
    embeddings: { shape: [Number(places), Number(features)], initializer: 'randomNormal' },
  }),
  call: (x: tf.Tensor, { embeddings }: { embeddings: tf.Tensor }) => tf.add(x, embeddings),
});

/** Looks back over the text, and thinks of what it saw. */
const decoder = () =>
  block([
    residual([layerNormalization(), multiHeadAttention(4, 32, { useCausalMask: true }), dropout(0.1)]),
    residual([layerNormalization(), dense(512, { activation: 'gelu' }), dense(128), dropout(0.1)]),
  ]);

/**
 * A small GPT: two decoders of four heads over 48 words, which guess the word that comes next out of 3,000; the table of words is
 * that of its beginning and of its end; 786,944 parameters. Radford et al. 2019, https://openai.com/research/better-language-models
 */
export const gpt = () => {
  const table = reversibleEmbedding(3000, 128);
  const words = input([48], { dtype: 'int32' });
  const thoughts = table(words).apply(placeEmbedding()).apply(repeat(2, decoder)).layerNormalization();
  expectShape<[null, 48, 128]>(thoughts);
  return table(thoughts, { reverse: true }).toModel({ name: 'gpt' });
};
