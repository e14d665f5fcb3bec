import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { between } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { indexLoss, type ClassIndices } from './class-indices.js';
import { lossOptions, type Loss, type LossOptions } from './loss.js';

/** Options of `categoricalGeneralizedCrossEntropy`. */
export interface CategoricalGeneralizedCrossEntropyOptions extends LossOptions {
  /** Between cross-entropy, near 0, and the mean absolute error, near 1. Default 0.5. */
  readonly q?: number;
}

/**
 * Between cross-entropy and the mean absolute error, for labels of which some are wrong (Zhang and Sabuncu 2018):
 * `(1 - p^q) / q`, `p` the probability of the label's class. Class indices `[batch, ...]` for probabilities
 * `[batch, ..., classes]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.categoricalGeneralizedCrossEntropy({ q: 0.7 }) })
 * @throws TypeError where `q` is not between 0 and 1.
 * @throws ShapeMismatchError where the output has fewer than two classes.
 * @see https://keras.io/api/losses/probabilistic_losses/
 */
export const categoricalGeneralizedCrossEntropy: (
  options?:
    | CategoricalGeneralizedCrossEntropyOptions
    | Said<'categoricalGeneralizedCrossEntropy takes its options as an object, e.g. { q: 0.5 }'>,
) => Loss<ClassIndices<'categoricalGeneralizedCrossEntropy'>> = declare(
  {
    name: 'categoricalGeneralizedCrossEntropy',
    options: {
      ...lossOptions,
      q: optional(between, 0.5),
    } satisfies Declares<CategoricalGeneralizedCrossEntropyOptions>,
  },
  (config) =>
    indexLoss('categoricalGeneralizedCrossEntropy', {
      name: 'categorical_generalized_cross_entropy',
      config,
      compute: (yTrue, yPred) => {
        const predictions = native(yPred);
        const classes = tf.oneHot(tf.cast(native(yTrue), 'int32'), predictions.shape.at(-1)!);
        const own = tf.sum(tf.mul(predictions, classes), -1);
        return tf.div(tf.sub(1, tf.pow(own, config.q)), config.q) as unknown as Tensor;
      },
    }),
);
