import { faint, optimizerStep } from './optimizer-step.js';

/**
 * A step of Adamax (Kingma and Ba, 2014), as Keras writes it, the bias correction in the rate:
 * m' = m + (g - m)(1 - beta1), u' = max(beta2 u, |g|), value' = value - rate m' / (u' + epsilon)
 */
export const adamaxStep = optimizerStep({
  name: 'AdamaxStep',
  inputs: ['value', 'gradient', 'momentum', 'norm'],
  updated: ['value', 'momentum', 'norm'],
  fades: { momentum: faint.momentum, norm: faint.velocity },
  scalars: ['rate', 'oneMinusBeta1', 'beta2', 'epsilon'],
  formula: (
    { add, sub, mul, div, max, abs, hold },
    [value, g, momentum, norm],
    [rate, oneMinusBeta1, beta2, epsilon],
  ) => {
    const m = hold(add(momentum!, mul(sub(g!, momentum!), oneMinusBeta1!)));
    const u = hold(max(mul(norm!, beta2!), abs(g!)));
    return [sub(value!, div(mul(m, rate!), add(u, epsilon!))), m, u];
  },
});
