// Layers that hold layers.
import { input, layers, type AnyModel } from 'shapewright';
import { merge, type Case } from './case.js';

export const holding: readonly Case[] = [
  merge('timeDistributed', () => {
    const steps = layers.timeDistributed(layers.dense(4, { activation: 'tanh' }));
    const normal = layers.timeDistributed(layers.batchNormalization());
    const x = input([6]);
    return normal(steps(x.reshape([3, 2])))
      .flatten()
      .dense(1)
      .toModel() as unknown as AnyModel;
  }),
  merge('bidirectional rnn', () => {
    const cells = layers.rnn([layers.lstmCell(2), layers.gruCell(3)], { returnSequences: true });
    return input([6])
      .reshape([3, 2])
      .bidirectional(cells)
      .timeDistributed(layers.dense(2))
      .flatten()
      .dense(1)
      .toModel() as unknown as AnyModel;
  }),
  merge('bidirectional', () => {
    const [both, back] = input([6])
      .reshape([3, 2])
      .bidirectional(layers.lstm(2, { returnSequences: true }))
      .bidirectional(layers.gru(3, { returnSequences: true }), { mergeMode: null });
    return both
      .multiply([back])
      .bidirectional(layers.simpleRNN(2, { goBackwards: true }), {
        mergeMode: 'sum',
        backwardLayer: layers.gru(2),
      })
      .dense(1)
      .toModel() as unknown as AnyModel;
  }),
  merge('spectralNormalization', () => {
    const kernel = layers.spectralNormalization(layers.conv1d(4, 2), { powerIterations: 2 });
    return input([6])
      .reshape([3, 2])
      .apply(kernel)
      .flatten()
      .spectralNormalization(layers.dense(3, { activation: 'tanh' }))
      .dense(1)
      .toModel() as unknown as AnyModel;
  }),
];
