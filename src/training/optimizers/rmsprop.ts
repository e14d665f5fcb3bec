import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { flag, notNegative, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { makeOptimizer } from './make-optimizer.js';
import { optimizerOptions, type Optimizer, type OptimizerOptions, type UpdateRule } from './optimizer.js';

/** Options of `rmsprop`. */
export interface RMSpropOptions extends OptimizerOptions {
  /** How slowly the mean of the squares forgets: 0 to 1. Default 0.9. */
  readonly rho?: number;
  /** How much of the last step is carried on: 0 to 1. Default 0. */
  readonly momentum?: number;
  /** What keeps the division finite. Default 1e-7. */
  readonly epsilon?: number;
  /** Whether the gradients' mean is taken off, so that their variance is used. Default false. */
  readonly centered?: boolean;
}

/** The kernel that takes the step. */
const kernelOf = (carries: boolean, centered: boolean): UpdateRule['kernel'] => ({
  name: `RMSprop${centered ? 'Centered' : ''}${carries ? 'Momentum' : ''}Step`,
  slots: ['velocity', ...(carries ? ['carried'] : []), ...(centered ? ['average'] : [])],
});

const rmspropRule = ({
  rho,
  momentum,
  epsilon,
  centered,
}: Required<Omit<RMSpropOptions, keyof OptimizerOptions>>): UpdateRule => ({
  slots: ['velocity', ...(momentum > 0 ? ['momentum'] : []), ...(centered ? ['average_gradient'] : [])],
  kernel: kernelOf(momentum > 0, centered),
  scalars: (rate) => ({ rate, rho, oneMinusRho: 1 - rho, epsilon, momentum }),
  step: (value, gradient, slots, { rate }) => {
    const g = native(gradient);
    const [velocity, ...rest] = slots.map(native);
    const carried = momentum > 0 ? rest[0]! : undefined;
    const average = centered ? rest.at(-1)! : undefined;
    const v = tf.add(tf.mul(velocity!, rho), tf.mul(tf.square(g), 1 - rho));
    const mean = average && tf.add(tf.mul(average, rho), tf.mul(g, 1 - rho));
    const spread = mean ? tf.sub(v, tf.square(mean)) : v;
    const increment = tf.div(tf.mul(g, rate!), tf.sqrt(tf.add(spread, epsilon)));
    const step = carried ? tf.add(tf.mul(carried, momentum), increment) : increment;
    return [
      tf.sub(native(value), step),
      v,
      ...(carried ? [step] : []),
      ...(mean ? [mean] : []),
    ] as unknown as Tensor[];
  },
});

/**
 * RMSprop: steps by the gradient over the root of the mean of its squares (Hinton 2012). Learning rate 0.001.
 *
 * @example compile({ optimizer: optimizers.rmsprop({ learningRate: 0.001 }), loss: 'mse' })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/rmsprop/
 */
export const rmsprop: (
  options?: RMSpropOptions | Said<'rmsprop takes its options as an object, e.g. { learningRate: 0.001 }'>,
) => Optimizer = declare(
  {
    name: 'rmsprop',
    options: {
      ...optimizerOptions(0.001),
      rho: optional(share, 0.9),
      momentum: optional(share, 0),
      epsilon: optional(notNegative, 1e-7),
      centered: optional(flag, false),
    } satisfies Declares<RMSpropOptions>,
  },
  (settings) => makeOptimizer('rmsprop', 'RMSprop', settings, rmspropRule(settings)),
);
