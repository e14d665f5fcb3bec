import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { axis as axisKind, flag, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { likelihoodLoss, sigmoidCrossEntropy } from './sigmoid-cross-entropy.js';
import { outside } from './outside.js';
import {
  lossOptions,
  predictionsOf,
  sameShapeLoss,
  type Loss,
  type LossOptions,
  type SameShape,
} from './loss.js';

/** Options of `binaryCrossentropy`. */
export interface BinaryCrossentropyOptions extends LossOptions {
  /** Whether predictions are logits, not probabilities. Default false. */
  readonly fromLogits?: boolean;
  /** How far labels are drawn towards 0.5: 0 to 1. Default 0. */
  readonly labelSmoothing?: number;
  /** The axis that the mean is taken along, from the end if negative. Default -1. */
  readonly axis?: number;
}

/**
 * Cross-entropy of yes-or-no labels: labels 0 or 1 (or between) of the output's shape `[batch, ..., n]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.binaryCrossentropy({ fromLogits: true }) })
 * @throws TypeError for a misspelt option, or a label smoothing outside 0 to 1.
 * @see https://keras.io/api/losses/probabilistic_losses/#binarycrossentropy-class
 */
export const binaryCrossentropy: (
  options?:
    | BinaryCrossentropyOptions
    | Said<'binaryCrossentropy takes its options as an object, e.g. { fromLogits: true }'>,
) => Loss<SameShape<'binaryCrossentropy'>> = declare(
  {
    name: 'binaryCrossentropy',
    options: {
      ...lossOptions,
      fromLogits: optional(flag, false),
      labelSmoothing: optional(share, 0),
      axis: optional(axisKind, -1),
    } satisfies Declares<BinaryCrossentropyOptions>,
  },
  (config, given) =>
    sameShapeLoss({
      name: 'binary_crossentropy',
      className: 'BinaryCrossentropy',
      config,
      axes: config.axis,
      predictions: predictionsOf(given),
      checkLabels: (values) => outside('binaryCrossentropy', values, 0, 1),
      compute: (yTrue, yPred) => {
        const { fromLogits, labelSmoothing, axis } = config;
        const targets = labelSmoothing
          ? tf.add(tf.mul(native(yTrue), 1 - labelSmoothing), labelSmoothing / 2)
          : tf.cast(native(yTrue), 'float32');
        const each = (fromLogits ? sigmoidCrossEntropy : likelihoodLoss)(targets, native(yPred));
        return tf.mean(each, axis) as unknown as Tensor;
      },
    }),
);
