import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { notNegative, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { makeOptimizer } from './make-optimizer.js';
import { optimizerOptions, type Optimizer, type OptimizerOptions, type UpdateRule } from './optimizer.js';

/** Options of `adadelta`. */
export interface AdadeltaOptions extends OptimizerOptions {
  /** How slowly the means forget: 0 to 1. Default 0.95. */
  readonly rho?: number;
  /** What keeps the division finite. Default 1e-7. */
  readonly epsilon?: number;
}

const adadeltaRule = ({
  rho,
  epsilon,
}: Required<Omit<AdadeltaOptions, keyof OptimizerOptions>>): UpdateRule => ({
  slots: ['accumulated_grad', 'accumulated_delta_var'],
  kernel: { name: 'AdadeltaStep', slots: ['squares', 'moves'] },
  scalars: (rate) => ({ rate, rho, oneMinusRho: 1 - rho, epsilon }),
  step: (value, gradient, slots, { rate }) => {
    const [squares, moves] = slots.map(native);
    const g = native(gradient);
    const mean = (old: tf.Tensor, x: tf.Tensor) => tf.add(tf.mul(old, rho), tf.mul(tf.square(x), 1 - rho));
    const root = (x: tf.Tensor) => tf.sqrt(tf.add(x, epsilon));
    const seen = mean(squares!, g);
    const move = tf.div(tf.mul(root(moves!), g), root(seen));
    return [tf.sub(native(value), tf.mul(move, rate!)), seen, mean(moves!, move)] as unknown as Tensor[];
  },
});

/**
 * Adadelta: steps by the gradient, in units of how far variables moved lately over how large gradients were (Zeiler 2012).
 * Learning rate 0.001; the paper's is 1.
 *
 * @example compile({ optimizer: optimizers.adadelta({ learningRate: 1 }), loss: 'mse' })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/adadelta/
 */
export const adadelta: (
  options?: AdadeltaOptions | Said<'adadelta takes its options as an object, e.g. { learningRate: 0.001 }'>,
) => Optimizer = declare(
  {
    name: 'adadelta',
    options: {
      ...optimizerOptions(0.001),
      rho: optional(share, 0.95),
      epsilon: optional(notNegative, 1e-7),
    } satisfies Declares<AdadeltaOptions>,
  },
  (settings) => makeOptimizer('adadelta', 'Adadelta', settings, adadeltaRule(settings)),
);
