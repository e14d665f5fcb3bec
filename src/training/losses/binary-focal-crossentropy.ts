import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { axis as axisKind, flag, notNegative, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import {
  lossOptions,
  predictionsOf,
  sameShapeLoss,
  type Loss,
  type LossOptions,
  type SameShape,
} from './loss.js';
import { likelihoodLoss, sigmoidCrossEntropy } from './sigmoid-cross-entropy.js';
import { outside } from './outside.js';

/** Options of `binaryFocalCrossentropy`. */
export interface BinaryFocalCrossentropyOptions extends LossOptions {
  /** Whether labels of 1 weigh `alpha`, and labels of 0 weigh `1 - alpha`. Default false. */
  readonly applyClassBalancing?: boolean;
  /** The weight of labels of 1, where classes are balanced: 0 to 1. Default 0.25. */
  readonly alpha?: number;
  /** How much less what is predicted well counts; 0 is plain cross-entropy. Default 2. */
  readonly gamma?: number;
  /** Whether predictions are logits, not probabilities. Default false. */
  readonly fromLogits?: boolean;
  /** How far labels are drawn towards 0.5: 0 to 1. Default 0. */
  readonly labelSmoothing?: number;
  /** The axis that the mean is taken along, from the end if negative. Default -1. */
  readonly axis?: number;
}

/**
 * Cross-entropy of yes-or-no labels in which what is predicted well counts little (Lin et al. 2017): each times
 * `(1 - p)^gamma`, `p` the probability of its label. Labels 0 or 1 of the output's shape `[batch, ..., n]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.binaryFocalCrossentropy({ gamma: 2, applyClassBalancing: true }) })
 * @throws TypeError for a misspelt option, or one out of its bounds.
 * @see https://keras.io/api/losses/probabilistic_losses/#binaryfocalcrossentropy-class
 */
export const binaryFocalCrossentropy: (
  options?:
    | BinaryFocalCrossentropyOptions
    | Said<'binaryFocalCrossentropy takes its options as an object, e.g. { gamma: 2 }'>,
) => Loss<SameShape<'binaryFocalCrossentropy'>> = declare(
  {
    name: 'binaryFocalCrossentropy',
    options: {
      ...lossOptions,
      applyClassBalancing: optional(flag, false),
      alpha: optional(share, 0.25),
      gamma: optional(notNegative, 2),
      fromLogits: optional(flag, false),
      labelSmoothing: optional(share, 0),
      axis: optional(axisKind, -1),
    } satisfies Declares<BinaryFocalCrossentropyOptions>,
  },
  (config, given) =>
    sameShapeLoss({
      name: 'binary_focal_crossentropy',
      className: 'BinaryFocalCrossentropy',
      config,
      axes: config.axis,
      predictions: predictionsOf(given),
      checkLabels: (values) => outside('binaryFocalCrossentropy', values, 0, 1),
      compute: (yTrue, yPred) => {
        const { alpha, gamma, labelSmoothing } = config;
        const targets = tf.add(tf.mul(native(yTrue), 1 - labelSmoothing), labelSmoothing / 2);
        const others = tf.sub(1, targets);
        const logits = native(yPred);
        const p = config.fromLogits ? tf.sigmoid(logits) : logits;
        const each = config.fromLogits ? sigmoidCrossEntropy(targets, logits) : likelihoodLoss(targets, p);
        const own = tf.add(tf.mul(targets, p), tf.mul(others, tf.sub(1, p)));
        const focal = tf.mul(tf.pow(tf.sub(1, own), gamma), each);
        const balanced = config.applyClassBalancing
          ? tf.mul(focal, tf.add(tf.mul(targets, alpha), tf.mul(others, 1 - alpha)))
          : focal;
        return tf.mean(balanced, config.axis) as unknown as Tensor;
      },
    }),
);
