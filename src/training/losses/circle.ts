import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { flag, number } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { ShapeMismatchError, showShape, type Shape, type ShapeError, type Show } from '../../shapes/shape.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { madeLoss, lossOptions, type Loss, type LossOptions, type LossRule } from './loss.js';

/** Options of `circle`. */
export interface CircleOptions extends LossOptions {
  /** How sharply similarities are told apart. Default 80. */
  readonly gamma?: number;
  /** How far from its goal a similarity may be. Default 0.4. */
  readonly margin?: number;
  /** Whether a sample is no pair with itself. Default true. */
  readonly removeDiagonal?: boolean;
}

/** Labels are one class index for each sample's features. */
export interface CircleLabels extends LossRule {
  readonly loss: 'circle';
  readonly label: this['out'] extends readonly [infer Batch, unknown]
    ? [Batch]
    : this['out'] extends infer Out extends Shape
      ? number extends Out['length']
        ? Shape
        : ShapeError<`circle needs an output [batch, features], got ${Show<Out>}`>
      : Shape;
}

/** Less than any sum of similarities; unlike an infinity it has gradients. */
const nothing = -1e30;

/** 1 where a number is above zero, else 0, without a gradient. */
const aboveZero = tf.customGrad((x) => ({
  value: tf.cast(tf.greater(x as tf.Tensor, 0), 'float32'),
  gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
}));

/**
 * Draws samples of one class together and those of others apart, those that are farthest from where they should be the most
 * (Sun et al. 2020). Class indices `[batch]` for features of length one, `[batch, features]`, give `[batch]`; a mean is over
 * the losses above zero, as in Keras.
 *
 * @example compile({ loss: losses.circle({ gamma: 64 }) }) // for a model that ends in unitNormalization()
 * @throws ShapeMismatchError where the output is not `[batch, features]`.
 * @see https://keras.io/api/losses/
 */
export const circle: (
  options?: CircleOptions | Said<'circle takes its options as an object, e.g. { gamma: 64 }'>,
) => Loss<CircleLabels> = declare(
  {
    name: 'circle',
    options: {
      ...lossOptions,
      gamma: optional(number, 80),
      margin: optional(number, 0.4),
      removeDiagonal: optional(flag, true),
    } satisfies Declares<CircleOptions>,
  },
  (config) => {
    const { gamma, margin, removeDiagonal } = config;
    const loss = madeLoss({
      name: 'circle',
      className: 'Circle',
      config,
      labelDtype: 'int32' as const,
      labelShape: (out: Shape): Shape => {
        if (out.length !== 2)
          throw new ShapeMismatchError(`circle needs an output [batch, features], got ${showShape(out)}`);
        return [out[0]!];
      },
      counted: (_yTrue: Tensor, losses: Tensor) => aboveZero(native(losses)) as unknown as Tensor,
      compute: (yTrue: Tensor, yPred: Tensor): Tensor => {
        const labels = tf.cast(tf.reshape(native(yTrue), [-1, 1]), 'int32');
        const features = native(yPred) as tf.Tensor2D;
        const same = tf.equal(labels, tf.transpose(labels));
        const itself = tf.cast(tf.eye(labels.shape[0]!), 'bool');
        const alike = removeDiagonal ? tf.logicalAnd(same, tf.logicalNot(itself)) : same;
        const distances = tf.relu(tf.sub(1, tf.matMul(features, features, false, true)));
        /** The logarithm of the sum of what each pair says, of those that are pairs of the kind. */
        const total = (pairs: tf.Tensor, weights: tf.Tensor, goals: tf.Tensor, sign: number) => {
          const each = tf.mul(tf.mul(tf.relu(weights), goals), sign * gamma);
          return tf.logSumExp(tf.where(pairs, each, tf.fill(pairs.shape, nothing)), 1);
        };
        const drawn = total(alike, tf.add(distances, margin), tf.sub(margin, distances), -1);
        const pushed = total(
          tf.logicalNot(same),
          tf.sub(1 + margin, distances),
          tf.sub(1 - margin, distances),
          1,
        );
        return tf.softplus(tf.add(drawn, pushed)) as unknown as Tensor;
      },
    });
    return loss as unknown as Loss<CircleLabels>;
  },
);
