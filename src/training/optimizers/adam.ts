import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { flag, notNegative, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { makeOptimizer } from './make-optimizer.js';
import { optimizerOptions, type Optimizer, type OptimizerOptions, type UpdateRule } from './optimizer.js';

/** Options of `adam`. */
export interface AdamOptions extends OptimizerOptions {
  /** How slowly the mean of the gradients forgets: 0 to 1. Default 0.9. */
  readonly beta1?: number;
  /** How slowly the mean of their squares forgets: 0 to 1. Default 0.999. */
  readonly beta2?: number;
  /** What keeps the division finite. Default 1e-7. */
  readonly epsilon?: number;
  /** Whether the largest mean of squares so far is used (Reddi et al. 2018). Default false. */
  readonly amsgrad?: boolean;
}

export const adamRule = ({
  beta1,
  beta2,
  epsilon,
  amsgrad,
}: Required<Omit<AdamOptions, keyof OptimizerOptions>>): UpdateRule => ({
  slots: amsgrad ? ['momentum', 'velocity', 'velocity_hat'] : ['momentum', 'velocity'],
  kernel: amsgrad
    ? { name: 'AmsgradStep', slots: ['momentum', 'velocity', 'largest'] }
    : { name: 'AdamStep', slots: ['momentum', 'velocity'] },
  scalars: (rate, t) => ({
    rate: (rate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t),
    oneMinusBeta1: 1 - beta1,
    oneMinusBeta2: 1 - beta2,
    epsilon,
  }),
  step: (value, gradient, slots, { rate, oneMinusBeta1, oneMinusBeta2 }) => {
    const [momentum, velocity, largest] = slots.map(native);
    const g = native(gradient);
    const m = tf.add(momentum!, tf.mul(tf.sub(g, momentum!), oneMinusBeta1!));
    const v = tf.add(velocity!, tf.mul(tf.sub(tf.square(g), velocity!), oneMinusBeta2!));
    const hat = largest ? tf.maximum(largest, v) : v;
    const moved = tf.sub(native(value), tf.div(tf.mul(m, rate!), tf.add(tf.sqrt(hat), epsilon)));
    return (largest ? [moved, m, v, hat] : [moved, m, v]) as unknown as Tensor[];
  },
});

/** The options of Adam, declared. */
export const adamOptions = {
  ...optimizerOptions(0.001),
  beta1: optional(share, 0.9),
  beta2: optional(share, 0.999),
  epsilon: optional(notNegative, 1e-7),
  amsgrad: optional(flag, false),
} satisfies Declares<AdamOptions>;

/**
 * Adam: steps by the gradients' mean over the root of the mean of their squares (Kingma and Ba 2014). Learning rate 0.001.
 *
 * @example compile({ optimizer: optimizers.adam({ learningRate: 1e-4 }), loss: 'mse' })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/adam/
 */
export const adam: (
  options?: AdamOptions | Said<'adam takes its options as an object, e.g. { learningRate: 0.001 }'>,
) => Optimizer = declare({ name: 'adam', options: adamOptions }, (settings) =>
  makeOptimizer('adam', 'Adam', settings, adamRule(settings)),
);
