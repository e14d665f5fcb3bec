import { resourceStep } from './resource-step.js';

// How many numbers it takes was measured: microseconds of a step in single operations, and in one.

/**
 * A step of Adam: the bias correction is in the rate already, so that the powers of the betas are given as zero.
 * Measured: 1,124 and 293 microseconds for 205,000 numbers, 131 and 279 for 1,280.
 */
export const adamStep = resourceStep({
  name: 'AdamStep',
  operation: 'ResourceApplyAdam',
  variables: ['value', 'momentum', 'velocity'],
  inputs: (s) => [
    0,
    0,
    s['rate']!,
    1 - s['oneMinusBeta1']!,
    1 - s['oneMinusBeta2']!,
    s['epsilon']!,
    'gradient',
  ],
  flags: { use_nesterov: false },
  smallest: 16_384,
});

/** The same by the largest mean of squares so far: 1,690 and 684 for 205,000 numbers, 439 and 422 for 65,536. */
export const amsgradStep = resourceStep({
  name: 'AmsgradStep',
  operation: 'ResourceApplyAdamWithAmsgrad',
  variables: ['value', 'momentum', 'velocity', 'largest'],
  inputs: (s) => [
    0,
    0,
    s['rate']!,
    1 - s['oneMinusBeta1']!,
    1 - s['oneMinusBeta2']!,
    s['epsilon']!,
    'gradient',
  ],
  smallest: 65_536,
});

/** A step of Adamax; the bias correction is in the rate: 787 and 549 for 205,000 numbers, 324 and 328 for 65,536. */
export const adamaxStep = resourceStep({
  name: 'AdamaxStep',
  operation: 'ResourceApplyAdaMax',
  variables: ['value', 'momentum', 'norm'],
  inputs: (s) => [0, s['rate']!, 1 - s['oneMinusBeta1']!, s['beta2']!, s['epsilon']!, 'gradient'],
  smallest: 131_072,
});

/** A step of Adadelta: 2,030 and 770 for 205,000 numbers, 258 and 209 for 16,384. */
export const adadeltaStep = resourceStep({
  name: 'AdadeltaStep',
  operation: 'ResourceApplyAdadelta',
  variables: ['value', 'squares', 'moves'],
  inputs: (s) => [s['rate']!, s['rho']!, s['epsilon']!, 'gradient'],
  smallest: 16_384,
});

/** A step of Ftrl, where the rate falls by the root of the sum of squares: 9,381 and 722 for 205,000 numbers, 341 and 202 for 1,280. */
export const ftrlStep = resourceStep({
  name: 'FtrlStep',
  operation: 'ResourceApplyFtrlV2',
  variables: ['value', 'accumulator', 'linear'],
  // TensorFlow refuses a rate of zero
  inputs: (s) => [
    'gradient',
    Math.max(s['rate']!, 2 ** -126),
    s['l1']!,
    s['l2']! / 2,
    s['shrink']! / 2,
    -0.5,
  ],
  smallest: 1_280,
});

/** A step of RMSprop with momentum: 1,060 and 545 for 205,000 numbers, 344 and 397 for 65,536. */
export const rmspropMomentumStep = resourceStep({
  name: 'RMSpropMomentumStep',
  operation: 'ResourceApplyRMSProp',
  variables: ['value', 'velocity', 'carried'],
  inputs: (s) => [s['rate']!, s['rho']!, s['momentum']!, s['epsilon']!, 'gradient'],
  smallest: 131_072,
});

/** The same, centered: 2,933 and 1,446 for 205,000 numbers, 621 and 317 for 16,384. */
export const rmspropCenteredMomentumStep = resourceStep({
  name: 'RMSpropCenteredMomentumStep',
  operation: 'ResourceApplyCenteredRMSProp',
  variables: ['value', 'average', 'velocity', 'carried'],
  updated: ['value', 'velocity', 'carried', 'average'],
  inputs: (s) => [s['rate']!, s['rho']!, s['momentum']!, s['epsilon']!, 'gradient'],
  smallest: 16_384,
});

/** All of them. */
export const optimizerSteps = [
  adadeltaStep,
  adamaxStep,
  adamStep,
  amsgradStep,
  ftrlStep,
  rmspropCenteredMomentumStep,
  rmspropMomentumStep,
];
