import type { WasmKernel } from './kernel.js';
import { faint, optimizerStep } from './optimizer-step.js';

/**
 * A step of RMSprop (Hinton, 2012), as Keras writes it: velocity' = rho velocity + (1 - rho) g^2,
 * step = rate g / sqrt(velocity' + epsilon), value' = value - step.
 * Centered, the mean of gradients a' = rho a + (1 - rho) g is taken off: velocity' - a'^2 in the root. With momentum
 * carried' = momentum carried + step, value' = value - carried'.
 */
const rmsprop = (name: string, carries: boolean, centered: boolean): WasmKernel => {
  const slots = ['velocity', ...(carries ? ['carried'] : []), ...(centered ? ['average'] : [])];
  return optimizerStep({
    name,
    inputs: ['value', 'gradient', ...slots],
    updated: ['value', ...slots],
    fades: {
      velocity: faint.velocity,
      ...(carries ? { carried: 1e-30 } : {}),
      ...(centered ? { average: faint.momentum } : {}),
    },
    scalars: ['rate', 'rho', 'oneMinusRho', 'epsilon', ...(carries ? ['momentum'] : [])],
    formula: (
      { add, sub, mul, div, sqrt, hold },
      [value, g, velocity, ...rest],
      [rate, rho, oneMinusRho, epsilon, momentum],
    ) => {
      const v = hold(add(mul(velocity!, rho!), mul(mul(g!, g!), oneMinusRho!)));
      const a = centered ? [hold(add(mul(rest.at(-1)!, rho!), mul(g!, oneMinusRho!)))] : [];
      const spread = a.reduce((left, mean) => sub(left, mul(mean, mean)), v);
      const step = div(mul(g!, rate!), sqrt(add(spread, epsilon!)));
      const m = carries ? [hold(add(mul(rest[0]!, momentum!), step))] : [];
      return [sub(value!, m[0] ?? step), v, ...m, ...a];
    },
  });
};

export const rmspropStep = rmsprop('RMSpropStep', false, false);
export const rmspropMomentumStep = rmsprop('RMSpropMomentumStep', true, false);
export const rmspropCenteredStep = rmsprop('RMSpropCenteredStep', false, true);
export const rmspropCenteredMomentumStep = rmsprop('RMSpropCenteredMomentumStep', true, true);
