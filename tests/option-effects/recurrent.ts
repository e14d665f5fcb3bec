// What the options of recurrent layers change.
import { initializers, layers } from '../../src/index.js';
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
});

/** Of every step, by itself or in a layer. */
const ofStep = (recurrentDropout: Partial<Effect> = {}): Effects => ({
  activation: { values: ['relu', 'linear'], seen: 'output' },
  recurrentInitializer: {
    values: ['zeros', initializers.randomNormal({ stddev: 1, seed: 5 })],
    seen: 'firstValues',
  },
  dropout: { values: [0.2, 0.8], seen: 'trainingLoss', besides: { seed: 1 } },
  recurrentDropout: {
    ...{ values: [0.2, 0.8], seen: 'trainingLoss', besides: { seed: 1 } },
    ...recurrentDropout,
  },
  seed: { values: [2, 3], seen: 'trainingLoss', besides: seeded },
});

const gates: Effect = { values: ['hardSigmoid', 'tanh'], seen: 'output' };

/** A cell is given states: of zeros, nothing is to drop. */
const ofCell = (states: number): Effects => ofStep({ on: { shape: [3], states } });

const ofGru: Effects = { recurrentActivation: gates, resetAfter: { values: [false], seen: 'weights' } };
const ofLstm: Effects = {
  recurrentActivation: gates,
  unitForgetBias: { values: [false], seen: 'firstValues' },
};

const { gruCell, lstmCell, simpleRNNCell } = layers;

export const recurrentEffects: Readonly<Record<string, Effects>> = {
  gru: { ...ofSteps(), ...ofStep(), ...ofGru },
  gruCell: { ...ofCell(1), ...ofGru },
  lstm: { ...ofSteps(), ...ofStep(), ...ofLstm },
  lstmCell: { ...ofCell(2), ...ofLstm },
  rnn: {
    ...ofSteps(),
    cell: { values: [gruCell(4), [lstmCell(4), simpleRNNCell(5)]], seen: 'shape' },
  },
  simpleRNN: { ...ofSteps(), ...ofStep() },
  simpleRNNCell: ofCell(1),
  stackedRNNCells: { cells: { values: [[gruCell(4)], [gruCell(4), simpleRNNCell(4)]], seen: 'shape' } },
};

export const recurrentSamples = { cell: lstmCell(3), cells: [lstmCell(3), gruCell(3)] };

const oneStep = { shape: [3] };
export const recurrentInputs = {
  gruCell: oneStep,
  lstmCell: oneStep,
  simpleRNNCell: oneStep,
  stackedRNNCells: oneStep,
};
