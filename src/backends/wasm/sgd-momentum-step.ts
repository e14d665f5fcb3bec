import { optimizerStep } from './optimizer-step.js';

/** What is carried on fades as soon as gradients are zero; a velocity this small moves no value. */
const fades = { velocity: 1e-30 } as const;

/** With momentum: velocity' = momentum velocity - rate g, value' = value + velocity' */
export const sgdMomentumStep = optimizerStep({
  name: 'SGDMomentumStep',
  inputs: ['value', 'gradient', 'velocity'],
  updated: ['value', 'velocity'],
  fades,
  scalars: ['rate', 'momentum'],
  formula: ({ add, sub, mul, hold }, [value, g, velocity], [rate, momentum]) => {
    const v = hold(sub(mul(velocity!, momentum!), mul(g!, rate!)));
    return [add(value!, v), v];
  },
});

/** With Nesterov's: velocity' as above, value' = value + momentum velocity' - rate g */
export const sgdNesterovStep = optimizerStep({
  name: 'SGDNesterovStep',
  inputs: ['value', 'gradient', 'velocity'],
  updated: ['value', 'velocity'],
  fades,
  scalars: ['rate', 'momentum'],
  formula: ({ add, sub, mul, hold }, [value, g, velocity], [rate, momentum]) => {
    const step = hold(mul(g!, rate!));
    const v = hold(sub(mul(velocity!, momentum!), step));
    return [sub(add(value!, mul(v, momentum!)), step), v];
  },
});
