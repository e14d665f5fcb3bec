// What the options of normalization, of noise, of penalties on outputs and of masking change.
import { regularizers } from '../../src/index.js';
import type { Effect, Effects } from './effects.js';

const { l1, l2 } = regularizers;
const noise: Effect = { values: [0.2, 0.6], seen: 'trainingLoss', besides: { seed: 1 } };
const seed: Effect = { values: [1, 2], seen: 'trainingLoss' };
const both = { rate: noise, seed };
const spatial = {
  ...both,
  dataFormat: { values: ['channelsFirst'], seen: 'trainingLoss', besides: { seed: 1 } },
} as const;

export const ofNormalization: Readonly<Record<string, Effects>> = {
  activityRegularization: {
    l1: { values: [0.1, 0.2], seen: 'loss' },
    l2: { values: [0.1, 0.2], seen: 'loss' },
  },
  alphaDropout: {
    ...both,
    noiseShape: {
      values: [
        [null, 1],
        [1, null],
      ],
      seen: 'trainingLoss',
      besides: { seed: 1 },
    },
  },
  gaussianDropout: both,
  gaussianNoise: { stddev: noise, seed },
  groupNormalization: {
    groups: { values: [2, -1], seen: 'output', besides: { groups: 1 } },
    axis: { values: [1, 2], seen: 'output', besides: { groups: 2 } },
    epsilon: { values: [0.1, 1], seen: 'output', besides: { groups: 2 } },
  },
  masking: { maskValue: { values: [0.958, 0.48], seen: 'output' } },
  rmsNormalization: { axis: { values: [1, [1, 2]], seen: 'weights' } },
  spatialDropout1d: both,
  spatialDropout2d: spatial,
  spatialDropout3d: spatial,
  unitNormalization: { axis: { values: [1, [1, 2]], seen: 'output' } },
};

/** A penalty on what a layer gives. */
export const ofOutputs: Effects = {
  activityRegularizer: { values: [l1({ l1: 0.1 }), l2({ l2: 0.3 })], seen: 'loss' },
};

export const normalizationInputs: Readonly<Record<string, { readonly shape: readonly number[] }>> = {
  alphaDropout: { shape: [5] },
  groupNormalization: { shape: [4, 2, 32] },
  // a step is one number, which may be the value
  masking: { shape: [4, 1] },
};
