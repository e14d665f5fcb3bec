import { optimizerStep } from './optimizer-step.js';
import type { Code } from './simd/assembler.js';

/**
 * A step of RMSprop (Hinton, 2012), as Keras writes it, neither centered nor with momentum:
 * velocity' = rho velocity + (1 - rho) g^2, value' = value - rate g / sqrt(velocity' + epsilon)
 */
export const rmspropStep = optimizerStep({
  name: 'RMSpropStep',
  inputs: ['value', 'gradient', 'velocity'],
  updated: ['value', 'velocity'],
  scalars: ['rate', 'rho', 'oneMinusRho', 'epsilon'],
  formula: ({ add, sub, mul, div, sqrt, hold }, inputs, scalars) => {
    const [value, gradient, velocity] = inputs as readonly [Code, Code, Code];
    const [rate, rho, oneMinusRho, epsilon] = scalars as readonly [Code, Code, Code, Code];
    const v = hold(add(mul(velocity, rho), mul(mul(gradient, gradient), oneMinusRho)));
    return [sub(value, div(mul(gradient, rate), sqrt(add(v, epsilon)))), v];
  },
  plain: ([value, gradient, velocity], [rate, rho, oneMinusRho, epsilon], results) => {
    const v = velocity! * rho! + gradient! * gradient! * oneMinusRho!;
    results[0] = value! - (gradient! * rate!) / Math.sqrt(v + epsilon!);
    results[1] = v;
  },
});
