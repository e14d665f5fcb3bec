import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { flag, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { makeOptimizer } from './make-optimizer.js';
import { optimizerOptions, type Optimizer, type OptimizerOptions, type UpdateRule } from './optimizer.js';

/** Options of `sgd`. */
export interface SGDOptions extends OptimizerOptions {
  /** How much of the last step is carried on: 0 to 1. Default 0. */
  readonly momentum?: number;
  /** Whether the gradient is looked at one step ahead (Nesterov 1983). Default false. */
  readonly nesterov?: boolean;
}

const plain: UpdateRule = {
  slots: [],
  kernel: { name: 'SGDStep', slots: [] },
  scalars: (rate) => ({ rate }),
  step: (value, gradient, _slots, { rate }) => [
    tf.sub(native(value), tf.mul(native(gradient), rate!)) as unknown as Tensor,
  ],
};

const withMomentum = (momentum: number, nesterov: boolean): UpdateRule => ({
  slots: ['momentum'],
  kernel: { name: nesterov ? 'SGDNesterovStep' : 'SGDMomentumStep', slots: ['velocity'] },
  scalars: (rate) => ({ rate, momentum }),
  step: (value, gradient, [velocity], { rate }) => {
    const step = tf.mul(native(gradient), rate!);
    const next = tf.sub(tf.mul(native(velocity!), momentum), step);
    const moved = nesterov
      ? tf.add(native(value), tf.sub(tf.mul(next, momentum), step))
      : tf.add(native(value), next);
    return [moved, next] as unknown as Tensor[];
  },
});

/**
 * Gradient descent: `value = value - learningRate * gradient`, with momentum
 * `velocity = momentum * velocity - learningRate * gradient`, `value = value + velocity`. Learning rate 0.01.
 *
 * @example compile({ optimizer: optimizers.sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true }), loss: 'mse' })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/sgd/
 */
export const sgd: (
  options?: SGDOptions | Said<'sgd takes its options as an object, e.g. { learningRate: 0.001 }'>,
) => Optimizer = declare(
  {
    name: 'sgd',
    options: {
      ...optimizerOptions(0.01),
      momentum: optional(share, 0),
      nesterov: optional(flag, false),
    } satisfies Declares<SGDOptions>,
  },
  (settings) =>
    makeOptimizer(
      'sgd',
      'SGD',
      settings,
      settings.momentum === 0 ? plain : withMomentum(settings.momentum, settings.nesterov),
    ),
);
