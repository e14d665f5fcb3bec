import * as tf from '@tensorflow/tfjs-core';
import { checkAxes } from '../check-axes.js';
import { alignWeights } from '../sample-weights.js';
import { largestClass } from './largest-class.js';
import { metricOf, type Metric } from './metric.js';
import { sumsState, type Contributions } from './sums-state.js';

/** Which classes overlap is taken of, and how labels and predictions say theirs. */
export interface Overlap {
  readonly numClasses: number;
  readonly targetClassIds: readonly number[];
  readonly ignoreClass?: number | undefined;
  /** How a tensor of labels, or of predictions, becomes class indices. */
  readonly labels: (yTrue: tf.Tensor) => tf.Tensor;
  readonly predictions: (yPred: tf.Tensor) => tf.Tensor;
}

/** Keeps divisions finite. */
const epsilon = 1e-7;

/** Classes by their indices, or where the largest value along an axis is. */
export const classesBy = (metric: string, isSparse: boolean, axis: number) => (x: tf.Tensor) => {
  if (isSparse) return x;
  checkAxes(metric, axis, x.shape);
  return largestClass(x, axis);
};

/** A 1 where a class index is, `[indices, classes]`; nothing where it is no class. */
const oneHot = (indices: tf.Tensor, classes: number): tf.Tensor2D =>
  tf.cast(tf.equal(tf.reshape(indices, [-1, 1]), tf.range(0, classes, 1, 'int32')), 'float32') as tf.Tensor2D;

/** How often each class was taken for each, by weights that are cut to whole numbers, as in Keras: `[classes, classes]`. */
const confusionMatrix =
  ({ numClasses, ignoreClass, labels, predictions }: Overlap): Contributions<'matrix'> =>
  (yTrue, yPred, weights) => {
    const [given, predicted] = [labels(yTrue), predictions(yPred)].map((x) => tf.cast(x, 'int32'));
    const each = weights
      ? tf.cast(tf.broadcastTo(alignWeights(weights, given!), given!.shape), 'int32')
      : tf.onesLike(given!);
    const counted =
      ignoreClass === undefined
        ? each
        : tf.mul(each, tf.cast(tf.notEqual(given!, tf.scalar(ignoreClass, 'int32')), 'int32'));
    const rows = tf.mul(oneHot(given!, numClasses), tf.reshape(tf.cast(counted, 'float32'), [-1, 1]));
    const columns = oneHot(predicted!, numClasses);
    return { matrix: tf.matMul(rows as tf.Tensor2D, columns, true) };
  };

/** The mean over the classes that are there of what both have over what either has. */
const meanOverlap = (matrix: ArrayLike<number>, classes: number, targets: readonly number[]): number => {
  const at = (row: number, column: number) => matrix[row * classes + column]!;
  let [sum, there] = [0, 0];
  for (const target of targets) {
    let either = -at(target, target);
    for (let i = 0; i < classes; i++) either += at(target, i) + at(i, target);
    if (either <= 1e-9) continue;
    there += 1;
    sum += at(target, target) / (either + epsilon);
  }
  return sum / (there + epsilon);
};

/** A metric of the overlap of classes. */
export const overlapMetric = <N extends string>(
  name: N,
  className: string,
  config: Readonly<Record<string, unknown>>,
  overlap: Overlap,
): Metric<N> =>
  metricOf(name, className, config, () =>
    sumsState(confusionMatrix(overlap), ({ matrix }) =>
      meanOverlap(matrix, overlap.numClasses, overlap.targetClassIds),
    ),
  );
