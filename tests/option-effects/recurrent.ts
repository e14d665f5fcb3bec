// What the options of recurrent layers change.
import { initializers } from '../../src/index.js';
import type { Effect, Effects } from './effects.js';

const seeded = { seed: 1, dropout: 0.5 };

/** Of every recurrent layer. */
const ofSteps = (): Effects => ({
  returnSequences: { values: [true], seen: 'shape' },
  returnState: { values: [true], seen: 'shape' },
  goBackwards: { values: [true], seen: 'output' },
  stateful: { values: [true], seen: 'loss' },
  unroll: { values: [true], seen: 'refused', on: { shape: [null, 3] } },
  zeroOutputForMask: {
    values: [true],
    seen: 'output',
    besides: { returnSequences: true },
    on: { shape: [4], isMasked: true },
  },
  activation: { values: ['relu', 'linear'], seen: 'output' },
  recurrentInitializer: {
    values: ['zeros', initializers.randomNormal({ stddev: 1, seed: 5 })],
    seen: 'firstValues',
  },
  dropout: { values: [0.2, 0.8], seen: 'trainingLoss', besides: { seed: 1 } },
  recurrentDropout: { values: [0.2, 0.8], seen: 'trainingLoss', besides: { seed: 1 } },
  seed: { values: [2, 3], seen: 'trainingLoss', besides: seeded },
});

const gates: Effect = { values: ['hardSigmoid', 'tanh'], seen: 'output' };

export const recurrentEffects: Readonly<Record<string, Effects>> = {
  gru: { ...ofSteps(), recurrentActivation: gates, resetAfter: { values: [false], seen: 'weights' } },
  lstm: {
    ...ofSteps(),
    recurrentActivation: gates,
    unitForgetBias: { values: [false], seen: 'firstValues' },
  },
  simpleRNN: ofSteps(),
};
