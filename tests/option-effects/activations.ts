// What the options of activations change.
import { initializers } from '../../src/index.js';
import type { Effects } from './effects.js';

const { constant } = initializers;
const scattered = initializers.randomNormal({ stddev: 1, seed: 5 });

export const ofActivations: Readonly<Record<string, Effects>> = {
  elu: { alpha: { values: [0.5, 2], seen: 'output' } },
  leakyReLU: { negativeSlope: { values: [0.1, 0.2], seen: 'output' } },
  preLU: {
    sharedAxes: { values: [1, 2, [1, 2]], seen: 'weights' },
    alphaInitializer: { values: [constant(1), scattered], seen: 'firstValues' },
    alphaRegularizer: { values: ['l1', 'l2'], seen: 'loss', besides: { alphaInitializer: scattered } },
    alphaConstraint: {
      values: ['nonNeg', 'unitNorm'],
      seen: 'trained',
      besides: { alphaInitializer: scattered },
    },
  },
};
