import { faint, optimizerStep } from './optimizer-step.js';

/**
 * A step of Nadam (Dozat, 2016), as Keras writes it: m' and v' as Adam's,
 * value' = value - rate (ofMomentum m' + ofGradient g) / (sqrt(v' / spread) + epsilon)
 */
export const nadamStep = optimizerStep({
  name: 'NadamStep',
  inputs: ['value', 'gradient', 'momentum', 'velocity'],
  updated: ['value', 'momentum', 'velocity'],
  fades: faint,
  scalars: ['rate', 'ofMomentum', 'ofGradient', 'spread', 'oneMinusBeta1', 'oneMinusBeta2', 'epsilon'],
  formula: (
    { add, sub, mul, div, sqrt, hold },
    [value, g, momentum, velocity],
    [rate, ofMomentum, ofGradient, spread, oneMinusBeta1, oneMinusBeta2, epsilon],
  ) => {
    const m = hold(add(momentum!, mul(sub(g!, momentum!), oneMinusBeta1!)));
    const v = hold(add(velocity!, mul(sub(mul(g!, g!), velocity!), oneMinusBeta2!)));
    const ahead = add(mul(m, ofMomentum!), mul(g!, ofGradient!));
    return [sub(value!, div(mul(ahead, rate!), add(sqrt(div(v, spread!)), epsilon!))), m, v];
  },
});
