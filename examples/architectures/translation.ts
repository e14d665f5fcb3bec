import { input, layers, model } from 'shapewright';
import { expectShape } from 'shapewright/testing';

/**
 * Sequence to sequence: the encoder's last states are what the decoder begins with; 1,378,480 parameters with these sizes.
 * Sutskever et al. 2014, https://arxiv.org/abs/1409.3215
 */
export const translation = () => {
  const question = input(['question'], { dtype: 'int32' });
  const answer = input(['answer'], { dtype: 'int32' });
  const [, output, carry] = question
    .embedding(1000, 128, { maskZero: true })
    .lstm(256, { returnState: true });
  expectShape<[null, 256]>(carry);

  const words = layers.lstm(256, { returnSequences: true })(answer.embedding(1200, 128, { maskZero: true }), {
    initialState: [output, carry],
  });
  expectShape<[null, 'answer', 256]>(words);

  const next = words.dense(1200, { activation: 'softmax' });
  return model({ inputs: { question, answer }, outputs: { next }, name: 'translation' });
};
