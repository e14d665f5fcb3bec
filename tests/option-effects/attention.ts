// What the options of attention change.
import type { Effects } from './effects.js';

/** What attention without heads has in common. */
const withoutHeads: Effects = {
  dropout: { values: [0.2, 0.8], seen: 'trainingLoss', besides: { seed: 1 } },
  seed: { values: [1, 2], seen: 'trainingLoss', besides: { dropout: 0.5 } },
  useCausalMask: { values: [true], seen: 'output' },
  returnAttentionScores: { values: [true], seen: 'shape' },
};

export const ofAttention: Readonly<Record<string, Effects>> = {
  additiveAttention: { ...withoutHeads, useScale: { values: [false], seen: 'weights' } },
  attention: {
    ...withoutHeads,
    useScale: { values: [true], seen: 'weights' },
    scoreMode: { values: ['concat'], seen: 'output' },
  },
  multiHeadAttention: {
    numHeads: { values: [3, 4], seen: 'weights' },
    keyDim: { values: [2, 4], seen: 'weights' },
    valueDim: { values: [2, 4], seen: 'weights' },
    dropout: { values: [0.2, 0.8], seen: 'trainingLoss', besides: { seed: 1 } },
    seed: { values: [1, 2], seen: 'trainingLoss', besides: { dropout: 0.5 } },
    useGate: { values: [true], seen: 'weights' },
    outputShape: { values: [5, [2, 3]], seen: 'shape' },
    attentionAxes: { values: [1, 2], seen: 'output', on: { shape: [4, 2, 3] } },
    slidingWindow: { values: [1, 2], seen: 'output' },
    useCausalMask: { values: [true], seen: 'output' },
    returnAttentionScores: { values: [true], seen: 'shape' },
  },
};

export const attentionSamples: Readonly<Record<string, unknown>> = { numHeads: 2, keyDim: 3 };
