import { optimizerStep } from './optimizer-step.js';
import type { Code } from './simd/assembler.js';

/** A step of stochastic gradient descent: value' = value - rate g. */
export const sgdStep = optimizerStep({
  name: 'SGDStep',
  inputs: ['value', 'gradient'],
  updated: ['value'],
  scalars: ['rate'],
  formula: ({ sub, mul }, inputs, [rate]) => {
    const [value, gradient] = inputs as readonly [Code, Code];
    return [sub(value, mul(gradient, rate!))];
  },
  plain: ([value, gradient], [rate], results) => {
    results[0] = value! - gradient! * rate!;
  },
});
