import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { axis as axisKind, flag, integer } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { indexLoss, type ClassIndices } from './class-indices.js';
import { classesLast } from './classes-last.js';
import { lossOptions, predictionsOf, type Loss, type LossOptions } from './loss.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/** Keras's bound on probabilities. */
const epsilon = 1e-7;

/** Options of `sparseCategoricalCrossentropy`. */
export interface SparseCategoricalCrossentropyOptions<A extends number = number> extends LossOptions {
  /** Whether predictions are logits, not probabilities. Default false. */
  readonly fromLogits?: boolean;
  /** A label that counts for nothing, as for padding. Default none. */
  readonly ignoreClass?: number;
  /** The axis of the classes, from the end if negative. Default -1. */
  readonly axis?: A;
}

/**
 * Cross-entropy of labels that are class indices: labels `[batch, ...]` (or `[batch, ..., 1]`) for an output
 * `[batch, ..., classes]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }) })
 * @throws ShapeMismatchError where the output has fewer than two classes.
 * @see https://keras.io/api/losses/probabilistic_losses/#sparsecategoricalcrossentropy-class
 */
export const sparseCategoricalCrossentropy: <const A extends number = -1>(
  options?:
    | SparseCategoricalCrossentropyOptions<A>
    | Said<'sparseCategoricalCrossentropy takes its options as an object, e.g. { fromLogits: true }'>,
) => Loss<ClassIndices<'sparseCategoricalCrossentropy', A>> = declare(
  {
    name: 'sparseCategoricalCrossentropy',
    options: {
      ...lossOptions,
      fromLogits: optional(flag, false),
      ignoreClass: optional(integer),
      axis: optional(axisKind, -1),
    } satisfies Declares<SparseCategoricalCrossentropyOptions>,
  },
  (config, given) => {
    const { fromLogits, ignoreClass, axis } = config;
    return indexLoss('sparseCategoricalCrossentropy', {
      name: 'sparse_categorical_crossentropy',
      config,
      axis,
      ignoreClass,
      predictions: predictionsOf(given),
      counted: (yTrue) =>
        ignoreClass === undefined
          ? undefined
          : (tf.notEqual(native(yTrue), ignoreClass) as unknown as Tensor),
      compute: (yTrue, yPred) => {
        const predictions = classesLast(native(yPred), axis);
        const given = native(yTrue);
        const flat = given.rank === predictions.rank ? tf.squeeze(given, [axis]) : given;
        const indices = tf.cast(flat, 'int32');
        const oneHot = tf.oneHot(indices, predictions.shape.at(-1)!) as tf.Tensor;
        // an ignored label has no one-hot, and so no loss and no gradient
        const targets =
          ignoreClass === undefined
            ? oneHot
            : tf.mul(oneHot, tf.expandDims(tf.cast(tf.notEqual(indices, ignoreClass), 'int32'), -1));
        // as in Keras, probabilities are held between bounds, and then made to sum to one
        const logits = fromLogits ? predictions : tf.log(tf.clipByValue(predictions, epsilon, 1 - epsilon));
        return softmaxCrossEntropy(tf.cast(targets, 'float32'), logits, true) as unknown as Tensor;
      },
    });
  },
);
