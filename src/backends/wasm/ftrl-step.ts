import { optimizerStep } from './optimizer-step.js';

/**
 * A step of Ftrl (McMahan et al., 2013), as Keras writes it, where the rate falls by the root of the sum of squares:
 * s' = s + g^2, line' = line + g + shrink value - (sqrt(s') - sqrt(s)) value / rate,
 * value' = (clip(line', -l1, l1) - line') / (sqrt(s') / rate + l2)
 */
export const ftrlStep = optimizerStep({
  name: 'FtrlStep',
  inputs: ['value', 'gradient', 'accumulator', 'linear'],
  updated: ['value', 'accumulator', 'linear'],
  scalars: ['rate', 'shrink', 'l1', 'l2'],
  formula: (
    { add, sub, mul, div, min, max, sqrt, hold },
    [value, g, accumulator, linear],
    [rate, shrink, l1, l2],
  ) => {
    const s = hold(add(accumulator!, mul(g!, g!)));
    const root = hold(sqrt(s));
    const grown = div(sub(root, sqrt(accumulator!)), rate!);
    const line = hold(add(linear!, sub(add(g!, mul(value!, shrink!)), mul(grown, value!))));
    const near = max(min(line, l1!), sub(sub(l1!, l1!), l1!));
    return [div(sub(near, line), add(div(root, rate!), l2!)), s, line];
  },
});
