import { optimizerStep } from './optimizer-step.js';
import type { Code } from './simd/assembler.js';

type Three = readonly [Code, Code, Code];

/** With momentum: velocity' = momentum velocity - rate g, value' = value + velocity' */
export const sgdMomentumStep = optimizerStep({
  name: 'SGDMomentumStep',
  inputs: ['value', 'gradient', 'velocity'],
  updated: ['value', 'velocity'],
  scalars: ['rate', 'momentum'],
  formula: ({ add, sub, mul, hold }, inputs, scalars) => {
    const [value, gradient, velocity] = inputs as Three;
    const [rate, momentum] = scalars as readonly [Code, Code];
    const v = hold(sub(mul(velocity, momentum), mul(gradient, rate)));
    return [add(value, v), v];
  },
  plain: ([value, gradient, velocity], [rate, momentum], results) => {
    const v = velocity! * momentum! - gradient! * rate!;
    results[0] = value! + v;
    results[1] = v;
  },
});

/** With Nesterov's: velocity' as above, value' = value + momentum velocity' - rate g */
export const sgdNesterovStep = optimizerStep({
  name: 'SGDNesterovStep',
  inputs: ['value', 'gradient', 'velocity'],
  updated: ['value', 'velocity'],
  scalars: ['rate', 'momentum'],
  formula: ({ add, sub, mul, hold }, inputs, scalars) => {
    const [value, gradient, velocity] = inputs as Three;
    const [rate, momentum] = scalars as readonly [Code, Code];
    const step = hold(mul(gradient, rate));
    const v = hold(sub(mul(velocity, momentum), step));
    return [sub(add(value, mul(v, momentum)), step), v];
  },
  plain: ([value, gradient, velocity], [rate, momentum], results) => {
    const step = gradient! * rate!;
    const v = velocity! * momentum! - step;
    results[0] = value! + v * momentum! - step;
    results[1] = v;
  },
});
