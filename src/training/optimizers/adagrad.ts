import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { notNegative } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { makeOptimizer } from './make-optimizer.js';
import { optimizerOptions, type Optimizer, type OptimizerOptions, type UpdateRule } from './optimizer.js';

/** Options of `adagrad`. */
export interface AdagradOptions extends OptimizerOptions {
  /** Where the sum of squared gradients begins: zero or more. Default 0.1. */
  readonly initialAccumulatorValue?: number;
  /** What keeps the division finite. Default 1e-7. */
  readonly epsilon?: number;
}

const adagradRule = ({
  initialAccumulatorValue,
  epsilon,
}: Required<Omit<AdagradOptions, keyof OptimizerOptions>>): UpdateRule => ({
  slots: ['accumulator'],
  begins: [initialAccumulatorValue],
  kernel: { name: 'AdagradStep', slots: ['accumulator'] },
  scalars: (rate) => ({ rate, epsilon }),
  step: (value, gradient, [accumulator], { rate }) => {
    const g = native(gradient);
    const sum = tf.add(native(accumulator!), tf.square(g));
    const moved = tf.sub(native(value), tf.div(tf.mul(g, rate!), tf.sqrt(tf.add(sum, epsilon))));
    return [moved, sum] as unknown as Tensor[];
  },
});

/**
 * Adagrad: steps by the gradient over the root of the sum of all squared gradients so far (Duchi et al. 2011). Learning rate
 * 0.001.
 *
 * @example compile({ optimizer: optimizers.adagrad({ learningRate: 0.01 }), loss: 'mse' })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/adagrad/
 */
export const adagrad: (
  options?: AdagradOptions | Said<'adagrad takes its options as an object, e.g. { learningRate: 0.001 }'>,
) => Optimizer = declare(
  {
    name: 'adagrad',
    options: {
      ...optimizerOptions(0.001),
      initialAccumulatorValue: optional(notNegative, 0.1),
      epsilon: optional(notNegative, 1e-7),
    } satisfies Declares<AdagradOptions>,
  },
  (settings) => makeOptimizer('adagrad', 'Adagrad', settings, adagradRule(settings)),
);
