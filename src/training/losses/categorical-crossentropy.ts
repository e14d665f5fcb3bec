import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { flag, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import type { Shape, ShapeError } from '../../shapes/shape.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { outside } from './outside.js';
import { checkClasses, type NoClasses } from './class-axis.js';
import { predictionsOf, type Loss, type LossRule } from './loss.js';
import { probabilityCrossEntropy } from './probability-cross-entropy.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/** Options of `categoricalCrossentropy`. */
export interface CategoricalCrossentropyOptions {
  /** Whether predictions are logits, not probabilities. Default false. */
  readonly fromLogits?: boolean;
  /** How far labels are drawn towards equal shares: 0 to 1. Default 0. */
  readonly labelSmoothing?: number;
}

/** Labels are distributions over the classes: the output's own shape. */
export interface OneHotLabels extends LossRule {
  readonly loss: 'categoricalCrossentropy';
  readonly label: NoClasses<'categoricalCrossentropy', this['out']> extends infer E
    ? E extends ShapeError<string, unknown>
      ? E
      : this['out']
    : never;
}

/**
 * Cross-entropy of one-hot labels (or distributions) `[batch, ..., classes]`: gives `[batch, ...]`.
 * For labels that are class indices use `sparseCategoricalCrossentropy`.
 *
 * @example compile({ loss: losses.categoricalCrossentropy({ fromLogits: true }) })
 * @throws ShapeMismatchError where the output has fewer than two classes.
 * @see https://keras.io/api/losses/probabilistic_losses/#categoricalcrossentropy-class
 */
export const categoricalCrossentropy: (options?: CategoricalCrossentropyOptions) => Loss<OneHotLabels> =
  declare(
    {
      name: 'categoricalCrossentropy',
      options: {
        fromLogits: optional(flag, false),
        labelSmoothing: optional(share, 0),
      } satisfies Declares<CategoricalCrossentropyOptions>,
    },
    ({ fromLogits, labelSmoothing }, given) => {
      const loss = {
        kind: 'loss' as const,
        name: 'categorical_crossentropy',
        className: 'CategoricalCrossentropy',
        config: { fromLogits, labelSmoothing },
        predictions: predictionsOf(given),
        labelShape: (out: Shape) => {
          checkClasses('categoricalCrossentropy', out);
          return out;
        },
        checkLabels: (values: ArrayLike<number>) => outside('categoricalCrossentropy', values, 0, 1),
        compute: (yTrue: Tensor, yPred: Tensor): Tensor => {
          const classes = native(yPred).shape.at(-1)!;
          const targets = labelSmoothing
            ? tf.add(tf.mul(native(yTrue), 1 - labelSmoothing), labelSmoothing / classes)
            : tf.cast(native(yTrue), 'float32');
          const each = fromLogits ? softmaxCrossEntropy : probabilityCrossEntropy;
          return each(targets, native(yPred)) as unknown as Tensor;
        },
      };
      return loss as unknown as Loss<OneHotLabels>;
    },
  );
