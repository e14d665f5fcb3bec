import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { notNegative, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { makeOptimizer } from './make-optimizer.js';
import { optimizerOptions, type Optimizer, type OptimizerOptions, type UpdateRule } from './optimizer.js';

/** Options of `lamb`. */
export interface LambOptions extends OptimizerOptions {
  /** How slowly the mean of the gradients forgets: 0 to 1. Default 0.9. */
  readonly beta1?: number;
  /** How slowly the mean of their squares forgets: 0 to 1. Default 0.999. */
  readonly beta2?: number;
  /** What keeps the division finite. Default 1e-7. */
  readonly epsilon?: number;
}

const length = (x: tf.Tensor): tf.Tensor => tf.sqrt(tf.sum(tf.square(x)));

const lambRule = ({
  beta1,
  beta2,
  epsilon,
}: Required<Omit<LambOptions, keyof OptimizerOptions>>): UpdateRule => ({
  slots: ['momentum', 'velocity'],
  kernel: { name: 'LambStep', slots: ['momentum', 'velocity'] },
  scalars: (rate, t) => ({
    rate,
    ofMomentum: 1 - beta1 ** t,
    ofVelocity: 1 - beta2 ** t,
    oneMinusBeta1: 1 - beta1,
    oneMinusBeta2: 1 - beta2,
    epsilon,
  }),
  step: (value, gradient, slots, { rate, ofMomentum, ofVelocity }) => {
    const [momentum, velocity] = slots.map(native);
    const [x, g] = [native(value), native(gradient)];
    const m = tf.add(momentum!, tf.mul(tf.sub(g, momentum!), 1 - beta1));
    const v = tf.add(velocity!, tf.mul(tf.sub(tf.square(g), velocity!), 1 - beta2));
    const spread = tf.add(tf.sqrt(tf.div(v, ofVelocity!)), epsilon);
    const update = tf.div(tf.div(m, ofMomentum!), spread);
    const [own, far] = [length(x), length(update)];
    const both = tf.logicalAnd(tf.greater(own, 0), tf.greater(far, 0));
    const ratio = tf.where(both, tf.divNoNan(own, far), tf.onesLike(own));
    return [tf.sub(x, tf.mul(update, tf.mul(ratio, rate!))), m, v] as unknown as Tensor[];
  },
});

/**
 * Lamb: Adam whose step is as long as the variable itself, for large batches (You et al. 2019). Learning rate 0.001.
 *
 * @example compile({ optimizer: optimizers.lamb({ learningRate: 0.01 }), loss: 'mse' })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/lamb/
 */
export const lamb: (
  options?: LambOptions | Said<'lamb takes its options as an object, e.g. { learningRate: 0.001 }'>,
) => Optimizer = declare(
  {
    name: 'lamb',
    options: {
      ...optimizerOptions(0.001),
      beta1: optional(share, 0.9),
      beta2: optional(share, 0.999),
      epsilon: optional(notNegative, 1e-7),
    } satisfies Declares<LambOptions>,
  },
  (settings) => makeOptimizer('lamb', 'Lamb', settings, lambRule(settings)),
);
