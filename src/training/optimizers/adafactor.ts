import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { notNegative, notPositive, positive } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { makeOptimizer } from './make-optimizer.js';
import { optimizerOptions, type Optimizer, type OptimizerOptions, type UpdateRule } from './optimizer.js';

/** Options of `adafactor`. */
export interface AdafactorOptions extends OptimizerOptions {
  /** The power of the step by which the means of squares come to forget slowly: zero or less. Default -0.8. */
  readonly beta2Decay?: number;
  /** What is added to squared gradients. Default 1e-30. */
  readonly epsilon1?: number;
  /** The least size that a variable is taken to have. Default 1e-3. */
  readonly epsilon2?: number;
  /** How large a step's root mean square may be before it is scaled down: above zero. Default 1. */
  readonly clipThreshold?: number;
}

const rms = (x: tf.Tensor): tf.Tensor => tf.sqrt(tf.mean(tf.square(x)));

const adafactorRule = ({
  beta2Decay,
  epsilon1,
  epsilon2,
  clipThreshold,
}: Required<Omit<AdafactorOptions, keyof OptimizerOptions>>): UpdateRule => ({
  slots: ['r', 'c', 'velocity'],
  // of a matrix the means of rows and columns, of which its own follow
  slotsFor: (_, shape) => [
    ...(shape.length < 2
      ? []
      : [
          { name: 'r', shape: shape.slice(0, -1) },
          { name: 'c', shape: [...shape.slice(0, -2), shape.at(-1)!] },
        ]),
    { name: 'velocity', shape },
  ],
  kernel: undefined,
  kernelFor: (_, { length }) =>
    length < 2
      ? { name: 'AdafactorVectorStep', slots: ['velocity'] }
      : { name: 'AdafactorStep', slots: ['r', 'c', 'velocity'] },
  // as in Keras, whatever its relative_step says, which therefore is no option here
  scalars: (rate, t) => ({
    rate: Math.min(rate, 1 / Math.sqrt(t)),
    forget: t ** beta2Decay,
    remember: 1 - t ** beta2Decay,
    epsilon1,
    epsilon2,
    clipThreshold,
  }),
  step: (value, gradient, slots, { rate, forget }) => {
    const [x, g] = [native(value), native(gradient)];
    const squares = tf.add(tf.square(g), epsilon1);
    const mean = (old: tf.Tensor, now: tf.Tensor) => tf.add(tf.mul(old, 1 - forget!), tf.mul(now, forget!));
    const [rows, columns] = slots.length > 1 ? slots.map(native) : [];
    const r = rows && mean(rows, tf.mean(squares, -1));
    const c = columns && mean(columns, tf.mean(squares, -2));
    const v =
      r && c
        ? tf.mul(tf.expandDims(tf.div(r, tf.mean(r, -1, true)), -1), tf.expandDims(c, -2))
        : mean(native(slots[0]!), squares);
    const update = tf.div(g, tf.sqrt(v));
    const held = tf.div(update, tf.maximum(tf.div(rms(update), clipThreshold), 1));
    const moved = tf.sub(x, tf.mul(held, tf.mul(tf.maximum(rms(x), epsilon2), rate!)));
    return (r && c ? [moved, r, c, v] : [moved, v]) as unknown as Tensor[];
  },
});

/**
 * Adafactor: steps in units of each variable's size over the root of the mean of squares, of which it keeps rows and columns
 * (Shazeer and Stern 2018). Learning rate 0.001, and one
 * over the root of the step at most.
 *
 * @example compile({ optimizer: optimizers.adafactor({ learningRate: 0.01 }), loss: 'mse' })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/adafactor/
 */
export const adafactor: (
  options?: AdafactorOptions | Said<'adafactor takes its options as an object, e.g. { learningRate: 0.001 }'>,
) => Optimizer = declare(
  {
    name: 'adafactor',
    options: {
      ...optimizerOptions(0.001),
      beta2Decay: optional(notPositive, -0.8),
      epsilon1: optional(notNegative, 1e-30),
      epsilon2: optional(notNegative, 1e-3),
      clipThreshold: optional(positive, 1),
    } satisfies Declares<AdafactorOptions>,
  },
  (settings) => makeOptimizer('adafactor', 'Adafactor', settings, adafactorRule(settings)),
);
