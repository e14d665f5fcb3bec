import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { notNegative, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { makeOptimizer } from './make-optimizer.js';
import { optimizerOptions, type Optimizer, type OptimizerOptions, type UpdateRule } from './optimizer.js';

/** Options of `nadam`. */
export interface NadamOptions extends OptimizerOptions {
  /** How slowly the mean of the gradients forgets: 0 to 1. Default 0.9. */
  readonly beta1?: number;
  /** How slowly the mean of their squares forgets: 0 to 1. Default 0.999. */
  readonly beta2?: number;
  /** What keeps the division finite. Default 1e-7. */
  readonly epsilon?: number;
}

/** The share of the momentum at step `t`, which grows to `beta1`. Dozat 2016. */
const momentumAt = (beta1: number, t: number): number => beta1 * (1 - 0.5 * 0.96 ** t);

/** The product of those shares over the steps to `t`. */
export const momentumProduct = (beta1: number, t: number): number => {
  let product = 1;
  // after some hundred steps it is 0 in any precision
  for (let step = 1; step <= t && product > 0; step++) product *= momentumAt(beta1, step);
  return product;
};

const nadamRule = ({
  beta1,
  beta2,
  epsilon,
}: Required<Omit<NadamOptions, keyof OptimizerOptions>>): UpdateRule => ({
  slots: ['momentum', 'velocity'],
  kernel: { name: 'NadamStep', slots: ['momentum', 'velocity'] },
  scalars: (rate, t) => {
    const [now, next] = [momentumAt(beta1, t), momentumAt(beta1, t + 1)];
    const product = momentumProduct(beta1, t);
    return {
      rate,
      ofMomentum: next / (1 - product * next),
      ofGradient: (1 - now) / (1 - product),
      spread: 1 - beta2 ** t,
      oneMinusBeta1: 1 - beta1,
      oneMinusBeta2: 1 - beta2,
      epsilon,
    };
  },
  step: (value, gradient, slots, { rate, ofMomentum, ofGradient, spread }) => {
    const [momentum, velocity] = slots.map(native);
    const g = native(gradient);
    const m = tf.add(momentum!, tf.mul(tf.sub(g, momentum!), 1 - beta1));
    const v = tf.add(velocity!, tf.mul(tf.sub(tf.square(g), velocity!), 1 - beta2));
    const ahead = tf.add(tf.mul(m, ofMomentum!), tf.mul(g, ofGradient!));
    const moved = tf.sub(
      native(value),
      tf.div(tf.mul(ahead, rate!), tf.add(tf.sqrt(tf.div(v, spread!)), epsilon)),
    );
    return [moved, m, v] as unknown as Tensor[];
  },
});

/**
 * Nadam: Adam that looks one step ahead, as Nesterov's momentum does (Dozat 2016). Learning rate 0.001.
 *
 * @example compile({ optimizer: optimizers.nadam({ learningRate: 0.01 }), loss: 'mse' })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/Nadam/
 */
export const nadam: (
  options?: NadamOptions | Said<'nadam takes its options as an object, e.g. { learningRate: 0.001 }'>,
) => Optimizer = declare(
  {
    name: 'nadam',
    options: {
      ...optimizerOptions(0.001),
      beta1: optional(share, 0.9),
      beta2: optional(share, 0.999),
      epsilon: optional(notNegative, 1e-7),
    } satisfies Declares<NadamOptions>,
  },
  (settings) => makeOptimizer('nadam', 'Nadam', settings, nadamRule(settings)),
);
