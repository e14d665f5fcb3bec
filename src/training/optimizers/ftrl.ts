import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { notNegative, notPositive, number } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { makeOptimizer } from './make-optimizer.js';
import { optimizerOptions, type Optimizer, type OptimizerOptions, type UpdateRule } from './optimizer.js';

/** Options of `ftrl`. */
export interface FtrlOptions extends OptimizerOptions {
  /** How the learning rate falls as gradients add up: zero or less; zero keeps it. Default -0.5. */
  readonly learningRatePower?: number;
  /** Where the sum of squared gradients begins: zero or more. Default 0.1. */
  readonly initialAccumulatorValue?: number;
  /** How strongly variables are drawn to zero: zero or more. Default 0. */
  readonly l1RegularizationStrength?: number;
  /** How strongly large variables are made smaller: zero or more. Default 0. */
  readonly l2RegularizationStrength?: number;
  /** The same by the gradient, which leaves the sum of squares alone: zero or more. Default 0. */
  readonly l2ShrinkageRegularizationStrength?: number;
  /** The paper's beta. Default 0. */
  readonly beta?: number;
}

const ftrlRule = ({
  learningRatePower,
  initialAccumulatorValue,
  l1RegularizationStrength,
  l2RegularizationStrength,
  l2ShrinkageRegularizationStrength,
  beta,
}: Required<Omit<FtrlOptions, keyof OptimizerOptions>>): UpdateRule => ({
  slots: ['accumulator', 'linear'],
  begins: [initialAccumulatorValue, 0],
  // by the root alone: the kernel has no other power
  kernel: learningRatePower === -0.5 ? { name: 'FtrlStep', slots: ['accumulator', 'linear'] } : undefined,
  scalars: (rate) => ({
    rate,
    shrink: 2 * l2ShrinkageRegularizationStrength,
    l1: l1RegularizationStrength,
    l2: 2 * (l2RegularizationStrength + beta / (2 * rate)),
  }),
  step: (value, gradient, slots, { rate }) => {
    const [accumulator, linear] = slots.map(native);
    const [x, g] = [native(value), native(gradient)];
    const power = (sum: tf.Tensor) => tf.pow(sum, -learningRatePower);
    const sum = tf.add(accumulator!, tf.square(g));
    const shrunk = tf.add(g, tf.mul(x, 2 * l2ShrinkageRegularizationStrength));
    const grown = tf.div(tf.sub(power(sum), power(accumulator!)), rate!);
    const line = tf.add(linear!, tf.sub(shrunk, tf.mul(grown, x)));
    const curve = tf.add(tf.div(power(sum), rate!), 2 * (l2RegularizationStrength + beta / (2 * rate!)));
    const near = tf.clipByValue(line, -l1RegularizationStrength, l1RegularizationStrength);
    return [tf.div(tf.sub(near, line), curve), sum, line] as unknown as Tensor[];
  },
});

/**
 * Follow the regularized leader: for sparse, shallow models (McMahan et al. 2013). Learning rate 0.001.
 *
 * @example compile({ optimizer: optimizers.ftrl({ learningRate: 0.1, l1RegularizationStrength: 0.01 }), loss: 'mse' })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/ftrl/
 */
export const ftrl: (
  options?: FtrlOptions | Said<'ftrl takes its options as an object, e.g. { learningRate: 0.001 }'>,
) => Optimizer = declare(
  {
    name: 'ftrl',
    options: {
      ...optimizerOptions(0.001),
      learningRatePower: optional(notPositive, -0.5),
      initialAccumulatorValue: optional(notNegative, 0.1),
      l1RegularizationStrength: optional(notNegative, 0),
      l2RegularizationStrength: optional(notNegative, 0),
      l2ShrinkageRegularizationStrength: optional(notNegative, 0),
      beta: optional(number, 0),
    } satisfies Declares<FtrlOptions>,
  },
  (settings) => makeOptimizer('ftrl', 'Ftrl', settings, ftrlRule(settings)),
);
