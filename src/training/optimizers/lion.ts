import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { share, someShare } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { makeOptimizer } from './make-optimizer.js';
import { optimizerOptions, type Optimizer, type OptimizerOptions, type UpdateRule } from './optimizer.js';

/** Options of `lion`. */
export interface LionOptions extends OptimizerOptions {
  /** How much of the mean of the gradients decides a step: above 0, to 1. Default 0.9. */
  readonly beta1?: number;
  /** How slowly the mean of the gradients forgets: 0 to 1. Default 0.99. */
  readonly beta2?: number;
}

const lionRule = ({ beta1, beta2 }: Required<Omit<LionOptions, keyof OptimizerOptions>>): UpdateRule => ({
  slots: ['momentum'],
  kernel: { name: 'LionStep', slots: ['momentum'] },
  scalars: (rate) => ({
    rate,
    beta1,
    oneMinusBeta1: 1 - beta1,
    beta2,
    oneMinusBeta2: 1 - beta2,
    one: 1,
    huge: 2 ** 100,
  }),
  step: (value, gradient, [momentum], { rate }) => {
    const [g, old] = [native(gradient), native(momentum!)];
    const mixed = (share: number) => tf.add(tf.mul(old, share), tf.mul(g, 1 - share));
    const moved = tf.sub(native(value), tf.mul(tf.sign(mixed(beta1)), rate!));
    return [moved, mixed(beta2)] as unknown as Tensor[];
  },
});

/**
 * Lion: steps of one length, by the sign of the gradients' mean (Chen et al. 2023). Learning rate 0.001; a third to a tenth of
 * Adam's does.
 *
 * @example compile({ optimizer: optimizers.lion({ learningRate: 1e-4 }), loss: 'mse' })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/lion/
 */
export const lion: (
  options?: LionOptions | Said<'lion takes its options as an object, e.g. { learningRate: 0.001 }'>,
) => Optimizer = declare(
  {
    name: 'lion',
    options: {
      ...optimizerOptions(0.001),
      beta1: optional(someShare, 0.9),
      beta2: optional(share, 0.99),
    } satisfies Declares<LionOptions>,
  },
  (settings) => makeOptimizer('lion', 'Lion', settings, lionRule(settings)),
);
