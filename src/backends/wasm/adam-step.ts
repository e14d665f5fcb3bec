import { optimizerStep } from './optimizer-step.js';
import type { Code } from './simd/assembler.js';

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
  scalars: ['rate', 'oneMinusBeta1', 'oneMinusBeta2', 'epsilon'],
  formula: ({ add, sub, mul, div, sqrt, hold }, inputs, scalars) => {
    const [value, gradient, momentum, velocity] = inputs as Four;
    const [rate, oneMinusBeta1, oneMinusBeta2, epsilon] = scalars as Four;
    const m = hold(add(momentum, mul(sub(gradient, momentum), oneMinusBeta1)));
    const v = hold(add(velocity, mul(sub(mul(gradient, gradient), velocity), oneMinusBeta2)));
    return [sub(value, div(mul(m, rate), add(sqrt(v), epsilon))), m, v];
  },
  plain: ([value, gradient, momentum, velocity], [rate, oneMinusBeta1, oneMinusBeta2, epsilon], results) => {
    const m = momentum! + (gradient! - momentum!) * oneMinusBeta1!;
    const v = velocity! + (gradient! * gradient! - velocity!) * oneMinusBeta2!;
    results[0] = value! - (m * rate!) / (Math.sqrt(v) + epsilon!);
    results[1] = m;
    results[2] = v;
  },
});

type Four = readonly [Code, Code, Code, Code];
