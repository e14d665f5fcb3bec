import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { axis as axisKind, flag, notNegative, number, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { oneHotLoss, smoothed, type OneHotLabels } from './categorical-crossentropy.js';
import { classesLast } from './classes-last.js';
import { lossOptions, type Loss, type LossOptions } from './loss.js';

/** Options of `categoricalFocalCrossentropy`. */
export interface CategoricalFocalCrossentropyOptions<A extends number = number> extends LossOptions {
  /** What every class weighs. Default 0.25. */
  readonly alpha?: number;
  /** How much less what is predicted well counts; 0 is plain cross-entropy. Default 2. */
  readonly gamma?: number;
  /** Whether predictions are logits, not probabilities. Default false. */
  readonly fromLogits?: boolean;
  /** How far labels are drawn towards equal shares: 0 to 1. Default 0. */
  readonly labelSmoothing?: number;
  /** The axis of the classes, from the end if negative. Default -1. */
  readonly axis?: A;
}

/** Keras's bound on probabilities. */
const epsilon = 1e-7;

/**
 * Cross-entropy of one-hot labels in which what is predicted well counts little (Lin et al. 2017): each times
 * `alpha * (1 - p)^gamma`. Labels and predictions `[batch, ..., classes]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.categoricalFocalCrossentropy({ gamma: 2 }) })
 * @throws ShapeMismatchError where the output has fewer than two classes.
 * @see https://keras.io/api/losses/probabilistic_losses/#categoricalfocalcrossentropy-class
 */
export const categoricalFocalCrossentropy: <const A extends number = -1>(
  options?:
    | CategoricalFocalCrossentropyOptions<A>
    | Said<'categoricalFocalCrossentropy takes its options as an object, e.g. { gamma: 2 }'>,
) => Loss<OneHotLabels<'categoricalFocalCrossentropy', A>> = declare(
  {
    name: 'categoricalFocalCrossentropy',
    options: {
      ...lossOptions,
      alpha: optional(number, 0.25),
      gamma: optional(notNegative, 2),
      fromLogits: optional(flag, false),
      labelSmoothing: optional(share, 0),
      axis: optional(axisKind, -1),
    } satisfies Declares<CategoricalFocalCrossentropyOptions>,
  },
  (config, given) =>
    oneHotLoss(
      'categoricalFocalCrossentropy',
      'categorical_focal_crossentropy',
      config,
      given,
      (yTrue, yPred) => {
        const targets = classesLast(smoothed(native(yTrue), config.labelSmoothing), config.axis);
        const given = classesLast(native(yPred), config.axis);
        const p = config.fromLogits ? tf.softmax(given) : given;
        const shares = tf.clipByValue(tf.div(p, tf.sum(p, -1, true)), epsilon, 1 - epsilon);
        const focus = tf.mul(tf.pow(tf.sub(1, shares), config.gamma), config.alpha);
        return tf.neg(tf.sum(tf.mul(focus, tf.mul(targets, tf.log(shares))), -1)) as unknown as Tensor;
      },
    ),
);
