import { faint, optimizerStep } from './optimizer-step.js';

/** A step of Adam by the largest mean of squares so far (Reddi et al., 2018): as `adam-step.ts`, with hat' = max(hat, v') for v'. */
export const amsgradStep = optimizerStep({
  name: 'AmsgradStep',
  inputs: ['value', 'gradient', 'momentum', 'velocity', 'largest'],
  updated: ['value', 'momentum', 'velocity', 'largest'],
  fades: faint,
  scalars: ['rate', 'oneMinusBeta1', 'oneMinusBeta2', 'epsilon'],
  formula: (
    { add, sub, mul, div, max, sqrt, hold },
    [value, g, momentum, velocity, largest],
    [rate, oneMinusBeta1, oneMinusBeta2, epsilon],
  ) => {
    const m = hold(add(momentum!, mul(sub(g!, momentum!), oneMinusBeta1!)));
    const v = hold(add(velocity!, mul(sub(mul(g!, g!), velocity!), oneMinusBeta2!)));
    const hat = hold(max(largest!, v));
    return [sub(value!, div(mul(m, rate!), add(sqrt(hat), epsilon!))), m, v, hat];
  },
});
