import { optimizerStep } from './optimizer-step.js';

/** A step of stochastic gradient descent: value' = value - rate g. */
export const sgdStep = optimizerStep({
  name: 'SGDStep',
  inputs: ['value', 'gradient'],
  updated: ['value'],
  scalars: ['rate'],
  formula: ({ sub, mul }, [value, g], [rate]) => [sub(value!, mul(g!, rate!))],
});
