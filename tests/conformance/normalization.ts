// Normalization, noise that is off, penalties on outputs, and masking, on every backend.
import { input, type AnyModel } from 'shapewright';
import { onImages, onRows, shaped, throughTraining, type Case } from './case.js';
import { onSteps } from './reshaping.js';

export const normalization: readonly Case[] = [
  onRows('groupNormalization', { groups: 4 }),
  onImages('groupNormalization', { groups: -1 }),
  onImages('groupNormalization', { groups: 3, axis: 1, scale: false }),
  onRows('rmsNormalization'),
  onImages('rmsNormalization', { axis: [2, 3] }),
  onRows('unitNormalization'),
  onSteps('unitNormalization', { axis: 1 }),
  onRows('gaussianNoise', 0.2, { seed: 1 }),
  onRows('gaussianDropout', 0.2, { seed: 1 }),
  onRows('alphaDropout', 0.2, { seed: 1 }),
  onSteps('spatialDropout1d', 0.3, { seed: 1 }),
  onImages('spatialDropout2d', 0.3, { seed: 1 }),
  onRows('activityRegularization', { l1: 0.1, l2: 0.1 }),
  onImages('conv2d', 2, 2, { activityRegularizer: 'l1l2' }),
  {
    name: 'masking, and globalAveragePooling1d',
    run: () => {
      const steps = input([3, 2]);
      const net = steps.masking().dense(3).globalAveragePooling1d().dense(1).toModel() as unknown as AnyModel;
      const { values, shape } = shaped([4, 3, 2]);
      values.fill(0, 2, 4);
      values.fill(0, 10, 12);
      return throughTraining(net, { values, shape }, 4);
    },
  },
];
