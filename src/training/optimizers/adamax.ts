import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { notNegative, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { makeOptimizer } from './make-optimizer.js';
import { optimizerOptions, type Optimizer, type OptimizerOptions, type UpdateRule } from './optimizer.js';

/** Options of `adamax`. */
export interface AdamaxOptions extends OptimizerOptions {
  /** How slowly the mean of the gradients forgets: 0 to 1. Default 0.9. */
  readonly beta1?: number;
  /** How slowly the largest gradient so far is forgotten: 0 to 1. Default 0.999. */
  readonly beta2?: number;
  /** What keeps the division finite. Default 1e-7. */
  readonly epsilon?: number;
}

const adamaxRule = ({
  beta1,
  beta2,
  epsilon,
}: Required<Omit<AdamaxOptions, keyof OptimizerOptions>>): UpdateRule => ({
  slots: ['momentum', 'norm'],
  kernel: { name: 'AdamaxStep', slots: ['momentum', 'norm'] },
  scalars: (rate, t) => ({ rate: rate / (1 - beta1 ** t), oneMinusBeta1: 1 - beta1, beta2, epsilon }),
  step: (value, gradient, slots, { rate }) => {
    const [momentum, norm] = slots.map(native);
    const g = native(gradient);
    const m = tf.add(momentum!, tf.mul(tf.sub(g, momentum!), 1 - beta1));
    const u = tf.maximum(tf.mul(norm!, beta2), tf.abs(g));
    const moved = tf.sub(native(value), tf.div(tf.mul(m, rate!), tf.add(u, epsilon)));
    return [moved, m, u] as unknown as Tensor[];
  },
});

/**
 * Adamax: Adam over the largest gradient so far, in the place of the mean of squares (Kingma and Ba 2014, section 7.1).
 * Learning rate 0.001.
 *
 * @example compile({ optimizer: optimizers.adamax({ learningRate: 0.01 }), loss: 'mse' })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/adamax/
 */
export const adamax: (
  options?: AdamaxOptions | Said<'adamax takes its options as an object, e.g. { learningRate: 0.001 }'>,
) => Optimizer = declare(
  {
    name: 'adamax',
    options: {
      ...optimizerOptions(0.001),
      beta1: optional(share, 0.9),
      beta2: optional(share, 0.999),
      epsilon: optional(notNegative, 1e-7),
    } satisfies Declares<AdamaxOptions>,
  },
  (settings) => makeOptimizer('adamax', 'Adamax', settings, adamaxRule(settings)),
);
