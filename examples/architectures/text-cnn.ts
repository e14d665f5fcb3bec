import { input, layers, model } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const relu = { activation: 'relu' } as const;

/**
 * A convolutional net over the words of a sentence: patterns of 3, 4 and 5 words, side by side; 3,360,902 parameters.
 * Kim 2014, https://arxiv.org/abs/1408.5882
 */
export const textCnn = () => {
  const sentence = input([56], { dtype: 'int32' });
  const words = sentence.embedding(10_000, 300);
  expectShape<[null, 56, 300]>(words);

  const found = layers.concatenate([
    words.conv1d(100, 3, relu).globalMaxPooling1d({}),
    words.conv1d(100, 4, relu).globalMaxPooling1d({}),
    words.conv1d(100, 5, relu).globalMaxPooling1d({}),
  ]);
  expectShape<[null, 300]>(found);
  return model({
    inputs: sentence,
    outputs: found.dropout(0.5).dense(2, { activation: 'softmax' }),
    name: 'text_cnn',
  });
};
