// What the options of layers that hold layers change.
import { layers } from '../../src/index.js';
import type { Effects } from './effects.js';

export const ofHolding: Readonly<Record<string, Effects>> = {
  bidirectional: {
    layer: { values: [layers.lstm(4), layers.gru(5)], seen: 'shape' },
    mergeMode: { values: ['sum', null], seen: 'shape' },
    backwardLayer: { values: [layers.gru(4, { goBackwards: true })], seen: 'weights' },
  },
  spectralNormalization: {
    layer: { values: [layers.dense(4), layers.dense(5)], seen: 'shape' },
    powerIterations: { values: [2, 3], seen: 'trained' },
  },
  timeDistributed: { layer: { values: [layers.dense(4), layers.dense(5)], seen: 'shape' } },
};
