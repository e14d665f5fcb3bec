// What the options of attention change.
import { regularizers } from '../../src/index.js';
import type { Effects } from './effects.js';

/** What all attention has in common. */
const ofAll: Effects = {
  dropout: { values: [0.2, 0.8], seen: 'trainingLoss', besides: { seed: 1 } },
  seed: { values: [1, 2], seen: 'trainingLoss', besides: { dropout: 0.5 } },
  useCausalMask: { values: [true], seen: 'output' },
  returnAttentionScores: { values: [true], seen: 'shape' },
};

const activityRegularizer: Effects[string] = {
  values: [regularizers.l1({ l1: 0.1 }), regularizers.l2({ l2: 0.3 })],
  seen: 'loss',
};

export const ofAttention: Readonly<Record<string, Effects>> = {
  additiveAttention: { ...ofAll, activityRegularizer, useScale: { values: [false], seen: 'weights' } },
  attention: {
    ...ofAll,
    activityRegularizer,
    useScale: { values: [true], seen: 'weights' },
    scoreMode: { values: ['concat'], seen: 'output' },
  },
  groupedQueryAttention: {
    ...ofAll,
    activityRegularizer,
    headDim: { values: [2, 4], seen: 'weights' },
    numQueryHeads: { values: [2, 6], seen: 'weights' },
    numKeyValueHeads: { values: [1, 4], seen: 'weights' },
    useGate: { values: [true], seen: 'weights' },
    slidingWindow: { values: [1, 2], seen: 'output' },
  },
  multiHeadAttention: {
    ...ofAll,
    activityRegularizer,
    numHeads: { values: [3, 4], seen: 'weights' },
    keyDim: { values: [2, 4], seen: 'weights' },
    valueDim: { values: [2, 4], seen: 'weights' },
    useGate: { values: [true], seen: 'weights' },
    outputShape: { values: [5, [2, 3]], seen: 'shape' },
    attentionAxes: { values: [1, 2], seen: 'output', on: { shape: [4, 2, 3] } },
    slidingWindow: { values: [1, 2], seen: 'output' },
  },
};

export const attentionSamples: Readonly<Record<string, unknown>> = {
  numHeads: 2,
  keyDim: 3,
  headDim: 3,
  numQueryHeads: 4,
  numKeyValueHeads: 2,
};
