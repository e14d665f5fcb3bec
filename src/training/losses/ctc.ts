import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { ShapeMismatchError, showShape, type Shape, type ShapeError, type Show } from '../../shapes/shape.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { madeLoss, lossOptions, type Loss, type LossOptions, type LossRule } from './loss.js';

/** Labels are sequences of class indices, of whatever length. */
export interface SequenceLabels extends LossRule {
  readonly loss: 'ctc';
  readonly label: this['out'] extends readonly [infer Batch, unknown, unknown]
    ? [Batch, null]
    : this['out'] extends infer Out extends Shape
      ? number extends Out['length']
        ? Shape
        : ShapeError<`ctc needs an output [batch, steps, classes], got ${Show<Out>}`>
      : Shape;
}

/** The logarithm of a path that there is none of; unlike an infinity it has gradients. */
const never = -1e30;

/** The steps of a sequence, each `[batch, places]`; tfjs's unstack of one alone has no gradient. */
const stepsOf = (x: tf.Tensor3D) =>
  (x.shape[1] === 1 ? [tf.squeeze(x, [1])] : tf.unstack(x, 1)) as tf.Tensor2D[];

/** Places `[batch, places]` moved on by some, from nowhere. */
const movedOn = (x: tf.Tensor2D, by: number): tf.Tensor2D =>
  tf.slice(
    tf.pad(
      x,
      [
        [0, 0],
        [by, 0],
      ],
      never,
    ),
    [0, 0],
    x.shape,
  );

/**
 * The logarithm of how likely the labels are, over every path that reads as them: with the blank, class 0, between any two,
 * and each label for as long as it likes (Graves et al. 2006, section 4.1). Labels `[batch, length]` that end in zeros,
 * logits `[batch, steps, classes]`.
 */
const logLikelihood = (labels: tf.Tensor2D, logits: tf.Tensor3D): tf.Tensor1D => {
  const [batch, length] = labels.shape;
  const places = 2 * length + 1;
  const logShares = tf.logSoftmax(logits) as tf.Tensor3D;
  const own = tf.matMul(logShares, tf.oneHot(labels, logits.shape[2]) as tf.Tensor3D, false, true);
  const blank = tf.slice(logShares, [0, 0, 0], [-1, -1, 1]);
  // blank, label, blank, label, ..., blank
  const pairs = tf.stack([tf.tile(blank, [1, 1, length]), own], 3);
  const read = tf.concat([tf.reshape(pairs, [batch, logits.shape[1], 2 * length]), blank], 2) as tf.Tensor3D;
  // a label may follow another without a blank, unless it is the same
  const before = tf.slice(
    tf.pad(
      labels,
      [
        [0, 0],
        [1, 0],
      ],
      -1,
    ),
    [0, 0],
    [batch, length],
  );
  const skips = tf.cast(tf.notEqual(labels, before), 'float32');
  const skipPairs = tf.stack([tf.zerosLike(skips), skips], 2);
  const maySkip = tf.pad(tf.reshape(skipPairs, [batch, 2 * length]), [
    [0, 0],
    [0, 1],
  ]) as tf.Tensor2D;
  const barred = tf.mul(tf.sub(1, maySkip), never) as tf.Tensor2D;
  const begins = tf.tensor2d([[0, 0, ...Array<number>(places - 2).fill(never)].slice(0, places)]);
  const [first, ...rest] = stepsOf(read);
  const paths = rest.reduce(
    (reached, step) =>
      tf.add(
        tf.logSumExp(tf.stack([reached, movedOn(reached, 1), tf.add(movedOn(reached, 2), barred)]), 0),
        step,
      ),
    tf.add(first!, begins) as tf.Tensor2D,
  );
  // the end is at the last label, or at the blank behind it
  const last = tf.mul(tf.sum(tf.cast(tf.notEqual(labels, 0), 'int32'), 1, true), 2);
  const place = tf.reshape(tf.range(0, places, 1, 'int32'), [1, places]);
  const isEnd = tf.logicalOr(tf.equal(place, last), tf.equal(place, tf.sub(last, 1)));
  return tf.logSumExp(tf.where(isEnd, paths, tf.fill(paths.shape, never)), 1) as tf.Tensor1D;
};

/**
 * Connectionist temporal classification (Graves et al. 2006): how unlikely a sequence of labels is under longer sequences of
 * predictions that are not aligned with it. Class indices `[batch, length]`, filled up with zeros, for logits
 * `[batch, steps, classes]` give `[batch]`; class 0 is the blank.
 *
 * @example compile({ loss: losses.ctc() }) // for a model that ends in dense(alphabet.length + 1)
 * @throws ShapeMismatchError where the output is not `[batch, steps, classes]`.
 * @see https://keras.io/api/losses/
 */
export const ctc: (
  options?: LossOptions | Said<"ctc takes its options as an object, e.g. { reduction: 'sum' }">,
) => Loss<SequenceLabels> = declare({ name: 'ctc', options: lossOptions }, (config) => {
  const loss = madeLoss({
    name: 'ctc',
    className: 'CTC',
    config,
    labelDtype: 'int32' as const,
    labelShape: (out: Shape): Shape => {
      if (out.length !== 3)
        throw new ShapeMismatchError(`ctc needs an output [batch, steps, classes], got ${showShape(out)}`);
      return [out[0]!, null];
    },
    compute: (yTrue: Tensor, yPred: Tensor): Tensor =>
      tf.neg(
        logLikelihood(tf.cast(native(yTrue), 'int32') as tf.Tensor2D, native(yPred) as tf.Tensor3D),
      ) as unknown as Tensor,
  });
  return loss as unknown as Loss<SequenceLabels>;
});
