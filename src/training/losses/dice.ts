import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { lossOptions, sameShapeLoss, type Loss, type LossOptions, type SameShape } from './loss.js';
import { overlapAxes, sumOver } from './overlap-axes.js';

/** Options of `dice`. */
export interface DiceOptions extends LossOptions {
  /** The axes that are summed along: `[1, 2, 3]` gives each image a loss of its own. Default all, the batch among them. */
  readonly axis?: number | readonly number[];
}

/** Keeps the division finite. */
const epsilon = 1e-7;

/**
 * One less the overlap of labels and predictions (Dice 1945): `1 - 2 * sum(yTrue * yPred) / (sum(yTrue) + sum(yPred))`. Both
 * `[batch, ..., n]`, between 0 and 1, they give one loss for the batch, or one for each place that `axis` leaves.
 *
 * @example compile({ loss: losses.dice({ axis: [1, 2, 3] }) })
 * @throws ShapeMismatchError where the output has no such axis; TypeError where samples are weighed and no `axis` leaves each a
 * loss of its own.
 * @see https://keras.io/api/losses/
 */
export const dice: (
  options?: DiceOptions | Said<'dice takes its options as an object, e.g. { axis: [1, 2] }'>,
) => Loss<SameShape<'dice'>> = declare(
  { name: 'dice', options: { ...lossOptions, axis: optional(overlapAxes) } satisfies Declares<DiceOptions> },
  (config) =>
    sameShapeLoss({
      name: 'dice',
      className: 'Dice',
      config,
      axes: config.axis,
      compute: (yTrue, yPred) => {
        const [labels, predictions] = [native(yTrue), native(yPred)];
        const sum = (x: tf.Tensor) => sumOver(x, config.axis);
        const both = tf.mul(sum(tf.mul(labels, predictions)), 2);
        return tf.sub(
          1,
          tf.div(both, tf.add(tf.add(sum(labels), sum(predictions)), epsilon)),
        ) as unknown as Tensor;
      },
    }),
);
