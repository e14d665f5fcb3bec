import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { axis as axisKind } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { lossOptions, sameShapeLoss, type Loss, type LossOptions, type SameShape } from './loss.js';

/** Options of `cosineSimilarity`. */
export interface CosineSimilarityOptions extends LossOptions {
  /** The axis of the vectors, from the end if negative. Default -1. */
  readonly axis?: number;
}

/** The cosine of the angle between labels and predictions along an axis; 0 where one of them has no length. */
export const cosines = (yTrue: Tensor, yPred: Tensor, axis: number): Tensor => {
  const unit = (x: tf.Tensor) => {
    const squares = tf.sum(tf.square(x), axis, true);
    // as in Keras, a length below 1e-7 counts as that
    return tf.mul(x, tf.rsqrt(tf.maximum(squares, 1e-14)));
  };
  return tf.sum(
    tf.mul(unit(tf.cast(native(yTrue), 'float32')), unit(native(yPred))),
    axis,
  ) as unknown as Tensor;
};

/**
 * The cosine of the angle between labels and predictions, with its sign turned: -1 where they point the same way. Both
 * `[batch, ..., n]`, they give `[batch, ...]`.
 *
 * @example compile({ loss: losses.cosineSimilarity() })
 * @see https://keras.io/api/losses/regression_losses/#cosinesimilarity-class
 */
export const cosineSimilarity: (
  options?:
    CosineSimilarityOptions | Said<'cosineSimilarity takes its options as an object, e.g. { axis: -1 }'>,
) => Loss<SameShape<'cosineSimilarity'>> = declare(
  {
    name: 'cosineSimilarity',
    options: { ...lossOptions, axis: optional(axisKind, -1) } satisfies Declares<CosineSimilarityOptions>,
  },
  (config) =>
    sameShapeLoss({
      name: 'cosine_similarity',
      className: 'CosineSimilarity',
      config,
      axes: config.axis,
      compute: (yTrue, yPred) => tf.neg(native(cosines(yTrue, yPred, config.axis))) as unknown as Tensor,
    }),
);
