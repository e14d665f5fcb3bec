import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { number } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { lossOptions, sameShapeLoss, type Loss, type LossOptions, type SameShape } from './loss.js';
import { overlapAxes, sumOver } from './overlap-axes.js';

/** Options of `tversky`. */
export interface TverskyOptions extends LossOptions {
  /** How much what the labels have and the predictions lack counts. Default 0.5. */
  readonly alpha?: number;
  /** How much what the predictions have and the labels lack counts. Default 0.5. */
  readonly beta?: number;
  /** The axes that are summed along: `[1, 2, 3]` gives each image a loss of its own. Default all, the batch among them. */
  readonly axis?: number | readonly number[];
}

/** Keeps the division finite. */
const epsilon = 1e-7;

/**
 * One less the overlap of labels and predictions, what is missed and what is too much each weighed (Salehi et al. 2017).
 * Both `[batch, ..., n]`, between 0 and 1, they give one loss for the batch, or one for each place that `axis` leaves.
 *
 * @example compile({ loss: losses.tversky({ alpha: 0.7, beta: 0.3, axis: [1, 2, 3] }) })
 * @throws ShapeMismatchError where the output has no such axis; TypeError where samples are weighed and no `axis` leaves each a
 * loss of its own.
 * @see https://keras.io/api/losses/
 */
export const tversky: (
  options?: TverskyOptions | Said<'tversky takes its options as an object, e.g. { alpha: 0.5 }'>,
) => Loss<SameShape<'tversky'>> = declare(
  {
    name: 'tversky',
    options: {
      ...lossOptions,
      alpha: optional(number, 0.5),
      beta: optional(number, 0.5),
      axis: optional(overlapAxes),
    } satisfies Declares<TverskyOptions>,
  },
  (config) =>
    sameShapeLoss({
      name: 'tversky',
      className: 'Tversky',
      config,
      axes: config.axis,
      compute: (yTrue, yPred) => {
        const [labels, predictions] = [native(yTrue), native(yPred)];
        const sum = (x: tf.Tensor) => sumOver(x, config.axis);
        const both = sum(tf.mul(labels, predictions));
        const missed = tf.mul(sum(tf.mul(labels, tf.sub(1, predictions))), config.alpha);
        const tooMuch = tf.mul(sum(tf.mul(tf.sub(1, labels), predictions)), config.beta);
        const all = tf.add(tf.add(tf.add(both, missed), tooMuch), epsilon);
        return tf.sub(1, tf.div(both, all)) as unknown as Tensor;
      },
    }),
);
