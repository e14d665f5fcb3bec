import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { notNegative } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { lossOptions, sameShapeLoss, type Loss, type LossOptions, type SameShape } from './loss.js';

/** Options of `huber`. */
export interface HuberOptions extends LossOptions {
  /** The error from which the loss grows like the error, and no longer like its square. Default 1. */
  readonly delta?: number;
}

/**
 * Half the squared error where it is at most `delta`, and `delta * |error| - delta² / 2` beyond (Huber 1964), its mean along
 * the last axis: labels and predictions `[batch, ..., n]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.huber({ delta: 0.5 }) })
 * @throws TypeError for a misspelt option or a `delta` below zero.
 * @see https://keras.io/api/losses/regression_losses/#huber-class
 */
export const huber: (
  options?: HuberOptions | Said<'huber takes its options as an object, e.g. { delta: 1 }'>,
) => Loss<SameShape<'huber'>> = declare(
  {
    name: 'huber',
    options: { ...lossOptions, delta: optional(notNegative, 1) } satisfies Declares<HuberOptions>,
  },
  (config) =>
    sameShapeLoss({
      name: 'huber_loss',
      className: 'Huber',
      config,
      compute: (yTrue, yPred) => {
        const { delta } = config;
        const size = tf.abs(tf.sub(native(yPred), native(yTrue)));
        const near = tf.minimum(size, delta);
        const each = tf.add(tf.mul(tf.square(near), 0.5), tf.mul(tf.sub(size, near), delta));
        return tf.mean(each, -1) as unknown as Tensor;
      },
    }),
);
