import { optimizerStep } from './optimizer-step.js';

/** A step of RMSprop with momentum: as `rmsprop-step.ts`, with m' = momentum m + rate g / sqrt(v' + epsilon), value' = value - m' */
export const rmspropMomentumStep = optimizerStep({
  name: 'RMSpropMomentumStep',
  inputs: ['value', 'gradient', 'velocity', 'carried'],
  updated: ['value', 'velocity', 'carried'],
  scalars: ['rate', 'rho', 'oneMinusRho', 'epsilon', 'momentum'],
  formula: (
    { add, sub, mul, div, sqrt, hold },
    [value, g, velocity, carried],
    [rate, rho, oneMinusRho, epsilon, momentum],
  ) => {
    const v = hold(add(mul(velocity!, rho!), mul(mul(g!, g!), oneMinusRho!)));
    const m = hold(add(mul(carried!, momentum!), div(mul(g!, rate!), sqrt(add(v, epsilon!)))));
    return [sub(value!, m), v, m];
  },
  plain: ([value, g, velocity, carried], [rate, rho, oneMinusRho, epsilon, momentum], results) => {
    const v = velocity! * rho! + g! * g! * oneMinusRho!;
    const m = carried! * momentum! + (g! * rate!) / Math.sqrt(v + epsilon!);
    results[0] = value! - m;
    results[1] = v;
    results[2] = m;
  },
});

/** Centered: the mean of gradients a' = rho a + (1 - rho) g is taken off, v' - a'^2 for v' in the root. */
export const rmspropCenteredStep = optimizerStep({
  name: 'RMSpropCenteredStep',
  inputs: ['value', 'gradient', 'velocity', 'average'],
  updated: ['value', 'velocity', 'average'],
  scalars: ['rate', 'rho', 'oneMinusRho', 'epsilon'],
  formula: (
    { add, sub, mul, div, sqrt, hold },
    [value, g, velocity, average],
    [rate, rho, oneMinusRho, epsilon],
  ) => {
    const v = hold(add(mul(velocity!, rho!), mul(mul(g!, g!), oneMinusRho!)));
    const a = hold(add(mul(average!, rho!), mul(g!, oneMinusRho!)));
    return [sub(value!, div(mul(g!, rate!), sqrt(add(sub(v, mul(a, a)), epsilon!)))), v, a];
  },
  plain: ([value, g, velocity, average], [rate, rho, oneMinusRho, epsilon], results) => {
    const v = velocity! * rho! + g! * g! * oneMinusRho!;
    const a = average! * rho! + g! * oneMinusRho!;
    results[0] = value! - (g! * rate!) / Math.sqrt(v - a * a + epsilon!);
    results[1] = v;
    results[2] = a;
  },
});
