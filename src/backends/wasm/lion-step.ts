import { optimizerStep } from './optimizer-step.js';

/**
 * A step of Lion (Chen et al., 2023), as Keras writes it:
 * value' = value - rate sign(beta1 m + (1 - beta1) g), m' = beta2 m + (1 - beta2) g
 */
export const lionStep = optimizerStep({
  name: 'LionStep',
  inputs: ['value', 'gradient', 'momentum'],
  updated: ['value', 'momentum'],
  // a step goes by the sign of the least momentum that is no denormal number, as in TensorFlow
  fades: { momentum: 2 ** -126 },
  // one, and a number whose square makes any number that is not zero greater than one
  scalars: ['rate', 'beta1', 'oneMinusBeta1', 'beta2', 'oneMinusBeta2', 'one', 'huge'],
  formula: (
    { add, sub, mul, min, max },
    [value, g, momentum],
    [rate, beta1, oneMinusBeta1, beta2, oneMinusBeta2, one, huge],
  ) => {
    const mixed = add(mul(momentum!, beta1!), mul(g!, oneMinusBeta1!));
    const sign = max(min(mul(mul(mixed, huge!), huge!), one!), sub(sub(one!, one!), one!));
    return [sub(value!, mul(sign, rate!)), add(mul(momentum!, beta2!), mul(g!, oneMinusBeta2!))];
  },
});
