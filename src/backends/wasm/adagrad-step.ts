import { optimizerStep } from './optimizer-step.js';

/** A step of Adagrad (Duchi et al., 2011), as Keras writes it: s' = s + g^2, value' = value - rate g / sqrt(s' + epsilon) */
export const adagradStep = optimizerStep({
  name: 'AdagradStep',
  inputs: ['value', 'gradient', 'accumulator'],
  updated: ['value', 'accumulator'],
  scalars: ['rate', 'epsilon'],
  formula: ({ add, sub, mul, div, sqrt, hold }, [value, g, accumulator], [rate, epsilon]) => {
    const s = hold(add(accumulator!, mul(g!, g!)));
    return [sub(value!, div(mul(g!, rate!), sqrt(add(s, epsilon!)))), s];
  },
});
