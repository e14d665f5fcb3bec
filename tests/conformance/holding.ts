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
];
