import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { flag, integer } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import type { Shape, ShapeError } from '../../shapes/shape.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { checkClasses, type NoClasses } from './class-axis.js';
import { predictionsOf, type Loss, type LossRule } from './loss.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/** Keras's bound on probabilities. */
const epsilon = 1e-7;

/** Options of `sparseCategoricalCrossentropy`. */
export interface SparseCategoricalCrossentropyOptions {
  /** Whether predictions are logits, not probabilities. Default false. */
  readonly fromLogits?: boolean;
  /** A label that counts for nothing, as for padding. Default none. */
  readonly ignoreClass?: number;
}

/** Labels are class indices: the output's shape without its last axis. */
export interface ClassIndices extends LossRule {
  readonly loss: 'sparseCategoricalCrossentropy';
  readonly label: NoClasses<'sparseCategoricalCrossentropy', this['out']> extends infer E
    ? E extends ShapeError<string, unknown>
      ? E
      : this['out'] extends readonly [...infer Rest, unknown]
        ? Rest
        : Shape
    : never;
}

/**
 * Cross-entropy of labels that are class indices: labels `[batch, ...]` (or `[batch, ..., 1]`) for an output
 * `[batch, ..., classes]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }) })
 * @throws ShapeMismatchError where the output has fewer than two classes.
 * @see https://keras.io/api/losses/probabilistic_losses/#sparsecategoricalcrossentropy-class
 */
export const sparseCategoricalCrossentropy: (
  options?: SparseCategoricalCrossentropyOptions,
) => Loss<ClassIndices> = declare(
  {
    name: 'sparseCategoricalCrossentropy',
    options: {
      fromLogits: optional(flag, false),
      ignoreClass: optional(integer),
    } satisfies Declares<SparseCategoricalCrossentropyOptions>,
  },
  ({ fromLogits, ignoreClass }, given) => {
    const loss = {
      kind: 'loss' as const,
      name: 'sparse_categorical_crossentropy',
      className: 'SparseCategoricalCrossentropy',
      config: { fromLogits, ignoreClass },
      predictions: predictionsOf(given),
      labelDtype: 'int32' as const,
      labelShape: (out: Shape): Shape => {
        checkClasses('sparseCategoricalCrossentropy', out);
        return out.slice(0, -1);
      },
      checkLabels: (values: ArrayLike<number>, out: Shape): string | undefined => {
        const classes = out.at(-1) as number | null;
        for (let i = 0; i < values.length; i++) {
          const label = values[i]!;
          if (label === ignoreClass) continue;
          if (!Number.isInteger(label) || label < 0 || (classes !== null && label >= classes))
            return `sparseCategoricalCrossentropy needs class indices from 0 to ${classes === null ? '...' : classes - 1}, got ${label} at place ${i}`;
        }
        return undefined;
      },
      counted: (yTrue: Tensor): Tensor | undefined =>
        ignoreClass === undefined
          ? undefined
          : (tf.notEqual(native(yTrue), ignoreClass) as unknown as Tensor),
      compute: (yTrue: Tensor, yPred: Tensor): Tensor => {
        const predictions = native(yPred);
        const given = native(yTrue);
        const flat = given.rank === predictions.rank ? tf.squeeze(given, [-1]) : given;
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
    };
    return loss as unknown as Loss<ClassIndices>;
  },
);
