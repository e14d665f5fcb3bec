// What the options of recurrent layers change.
import { initializers, layers } from '../../src/index.js';
import type { Effect, Effects } from './effects.js';
import { convolution, only, steps, volumes } from './windows.js';

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

const films = { 1: [3, 7, 4], 2: [3, 6, 5, 4], 3: [2, 6, 5, 7, 4] } as const;

/** Of a convolutional one. */
const ofFilms = (rank: 1 | 2 | 3): Effects => ({
  ...ofSteps(),
  ...ofStep(),
  ...ofLstm,
  ...only({ 1: steps, 2: {}, 3: volumes }[rank], ...(rank === 2 ? [] : convolution)),
  unroll: { values: [true], seen: 'refused', on: { shape: [null, ...films[rank].slice(1)] } },
  zeroOutputForMask: {
    values: [true],
    seen: 'output',
    besides: { returnSequences: true, padding: 'same' },
    on: { shape: [4], isMasked: true, step: [3, ...films[rank].slice(2).map(() => 1)] },
  },
});

const { gruCell, lstmCell, simpleRNNCell } = layers;

export const recurrentEffects: Readonly<Record<string, Effects>> = {
  convLstm1d: ofFilms(1),
  convLstm2d: ofFilms(2),
  convLstm3d: ofFilms(3),
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
  convLstm1d: { shape: films[1] },
  convLstm2d: { shape: films[2] },
  convLstm3d: { shape: films[3] },
  gruCell: oneStep,
  lstmCell: oneStep,
  simpleRNNCell: oneStep,
  stackedRNNCells: oneStep,
};
