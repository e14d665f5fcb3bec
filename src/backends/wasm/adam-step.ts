import { faint, optimizerStep } from './optimizer-step.js';

/**
 * A step of Adam (Kingma and Ba, 2014), as Keras writes it: the bias correction is in the rate,
 * `rate = learningRate * sqrt(1 - beta2^t) / (1 - beta1^t)`.
 *
 * m' = m + (g - m)(1 - beta1), v' = v + (g^2 - v)(1 - beta2), value' = value - rate m' / (sqrt(v') + epsilon)
 */
export const adamStep = optimizerStep({
  name: 'AdamStep',
  inputs: ['value', 'gradient', 'momentum', 'velocity'],
  updated: ['value', 'momentum', 'velocity'],
  fades: faint,
  scalars: ['rate', 'oneMinusBeta1', 'oneMinusBeta2', 'epsilon'],
  formula: (
    { add, sub, mul, div, sqrt, hold },
    [value, g, momentum, velocity],
    [rate, oneMinusBeta1, oneMinusBeta2, epsilon],
  ) => {
    const m = hold(add(momentum!, mul(sub(g!, momentum!), oneMinusBeta1!)));
    const v = hold(add(velocity!, mul(sub(mul(g!, g!), velocity!), oneMinusBeta2!)));
    return [sub(value!, div(mul(m, rate!), add(sqrt(v), epsilon!))), m, v];
  },
});
