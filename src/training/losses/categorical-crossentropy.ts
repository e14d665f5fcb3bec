import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { axis as axisKind, flag, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import type { Shape, ShapeError } from '../../shapes/shape.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { outside } from './outside.js';
import { checkClasses, type NoClasses } from './class-axis.js';
import { classesLast } from './classes-last.js';
import {
  lossOptions,
  madeLoss,
  predictionsOf,
  type AnyLoss,
  type Loss,
  type LossOptions,
  type LossRule,
} from './loss.js';
import { probabilityCrossEntropy } from './probability-cross-entropy.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/** Options of `categoricalCrossentropy`. */
export interface CategoricalCrossentropyOptions<A extends number = number> extends LossOptions {
  /** Whether predictions are logits, not probabilities. Default false. */
  readonly fromLogits?: boolean;
  /** How far labels are drawn towards equal shares: 0 to 1. Default 0. */
  readonly labelSmoothing?: number;
  /** The axis of the classes, from the end if negative. Default -1. */
  readonly axis?: A;
}

/** Labels are distributions over the classes along axis A: the output's own shape. */
export interface OneHotLabels<
  L extends string = 'categoricalCrossentropy',
  A extends number = -1,
> extends LossRule {
  readonly loss: L;
  readonly label: NoClasses<L, this['out'], A> extends infer E
    ? E extends ShapeError<string, unknown>
      ? E
      : this['out']
    : never;
}

/**
 * Labels drawn towards equal shares; they are along the last axis, as Keras counts them, whatever the axis of the classes.
 * @internal
 */
export const smoothed = (labels: tf.Tensor, smoothing: number): tf.Tensor =>
  smoothing
    ? tf.add(tf.mul(labels, 1 - smoothing), smoothing / labels.shape.at(-1)!)
    : tf.cast(labels, 'float32');

/**
 * A loss of labels that are distributions over the classes.
 * @internal
 */
export const oneHotLoss = <L extends string, A extends number>(
  loss: L,
  name: string,
  config: AnyLoss['config'] & { readonly axis: number },
  given: readonly unknown[],
  compute: AnyLoss['compute'],
): Loss<OneHotLabels<L, A>> => {
  const parts = madeLoss({
    name,
    className: `${loss[0]!.toUpperCase()}${loss.slice(1)}`,
    config,
    predictions: predictionsOf(given),
    labelShape: (out: Shape) => {
      checkClasses(loss, out, config.axis);
      return out;
    },
    checkLabels: (values: ArrayLike<number>) => outside(loss, values, 0, 1),
    compute,
  });
  return parts as unknown as Loss<OneHotLabels<L, A>>;
};

/**
 * Cross-entropy of one-hot labels (or distributions) `[batch, ..., classes]`: gives `[batch, ...]`.
 * For labels that are class indices use `sparseCategoricalCrossentropy`.
 *
 * @example compile({ loss: losses.categoricalCrossentropy({ fromLogits: true }) })
 * @throws ShapeMismatchError where the output has fewer than two classes.
 * @see https://keras.io/api/losses/probabilistic_losses/#categoricalcrossentropy-class
 */
export const categoricalCrossentropy: <const A extends number = -1>(
  options?:
    | CategoricalCrossentropyOptions<A>
    | Said<'categoricalCrossentropy takes its options as an object, e.g. { fromLogits: true }'>,
) => Loss<OneHotLabels<'categoricalCrossentropy', A>> = declare(
  {
    name: 'categoricalCrossentropy',
    options: {
      ...lossOptions,
      fromLogits: optional(flag, false),
      labelSmoothing: optional(share, 0),
      axis: optional(axisKind, -1),
    } satisfies Declares<CategoricalCrossentropyOptions>,
  },
  (config, given) =>
    oneHotLoss('categoricalCrossentropy', 'categorical_crossentropy', config, given, (yTrue, yPred) => {
      const targets = classesLast(smoothed(native(yTrue), config.labelSmoothing), config.axis);
      const each = config.fromLogits ? softmaxCrossEntropy : probabilityCrossEntropy;
      return each(targets, classesLast(native(yPred), config.axis)) as unknown as Tensor;
    }),
);
