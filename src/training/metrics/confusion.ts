import * as tf from '@tensorflow/tfjs-core';
import { showShape } from '../../shapes/shape.js';
import { alignWeights } from '../sample-weights.js';
import type { RowSums, SumsOfRows } from './metric.js';
import type { Contributions } from './sums-state.js';

/** What the metrics of confusion count, at each threshold. */
export type Counts = 'truePositives' | 'falsePositives' | 'trueNegatives' | 'falseNegatives';

/** Against what predictions are held, and which of them. */
export interface Confusion {
  readonly thresholds: readonly number[];
  /**
   * Where thresholds stand evenly from 0 to 1, predictions are held against them by their bin, as in Keras; `'open'` where
   * the first is below 0, so that 0 is above it.
   */
  readonly evenly?: 'closed' | 'open' | undefined;
  /** Only so many of the largest predictions of each sample can be positive. */
  readonly topK?: number | undefined;
  /** The class that is looked at; all where none is said. */
  readonly classId?: number | undefined;
  /** Whether each class is counted by itself: counts are `[thresholds, classes]`. */
  readonly byLabel?: boolean;
  /** A weight for each class; where they are counted by themselves, whoever takes the mean of them weighs them. */
  readonly labelWeights?: readonly number[] | undefined;
}

/** Less than any prediction: what is not among the largest. Keras's. */
export const belowAll = -1e10;

/** As in Keras: three thresholds or more that stand evenly from 0 to 1. */
export const standEvenly = (thresholds: readonly number[]): boolean =>
  thresholds.length >= 3 &&
  thresholds.every((each, i) => Math.abs(each - i / (thresholds.length - 1)) < 1e-7 + 1e-5 * each);

/** The largest predictions of each sample, all others below any threshold. */
const largest = (predictions: tf.Tensor, k: number): tf.Tensor => {
  const { indices } = tf.topk(predictions, k);
  const kept = tf.cast(tf.sum(tf.oneHot(indices as tf.Tensor, predictions.shape.at(-1)!), -2), 'bool');
  return tf.where(kept, predictions, tf.fill(predictions.shape, belowAll));
};

const ofClass = (x: tf.Tensor, id: number): tf.Tensor =>
  tf.slice(x, [...Array<number>(x.rank - 1).fill(0), id], [...Array<number>(x.rank - 1).fill(-1), 1]);

/** How many are true and false positives and negatives at each threshold, each by its weight. */
export const confusion =
  (metric: string, how: Confusion): Contributions<Counts> =>
  (yTrue, yPred, sampleWeights) => {
    if (yTrue.size !== yPred.size)
      throw new TypeError(
        `${metric} needs labels of the predictions' shape ${showShape(yPred.shape)}, got ${showShape(yTrue.shape)}`,
      );
    const classes = yPred.shape.at(-1) ?? 1;
    checkClasses(metric, how, classes);
    const ofAll = how.topK === undefined || how.topK >= classes ? yPred : largest(yPred, how.topK);
    const choose = (x: tf.Tensor) => (how.classId === undefined ? x : ofClass(x, how.classId));
    const predictions = choose(ofAll);
    const labels = tf.cast(choose(tf.reshape(tf.notEqual(yTrue, 0), yPred.shape)), 'float32');
    const each = tf.onesLike(predictions);
    const bySample = sampleWeights ? tf.mul(each, alignWeights(sampleWeights, predictions)) : each;
    const weights =
      how.labelWeights && !how.byLabel ? tf.mul(bySample, tf.tensor1d([...how.labelWeights])) : bySample;
    // [1, samples], or [classes, 1, samples] where each class is counted by itself
    const flat = (x: tf.Tensor) => (how.byLabel ? tf.expandDims(tf.transpose(x), 1) : tf.reshape(x, [1, -1]));
    const [positives, negatives] = [flat(tf.mul(labels, weights)), flat(tf.mul(tf.sub(1, labels), weights))];
    const above = tf.cast(isAbove(flat(predictions), how), 'float32');
    const count = (of: tf.Tensor) => tf.sum(tf.mul(above, of), -1);
    const [truePositives, falsePositives] = [count(positives), count(negatives)];
    return {
      truePositives,
      falsePositives,
      falseNegatives: tf.sub(tf.sum(positives, -1), truePositives),
      trueNegatives: tf.sub(tf.sum(negatives, -1), falsePositives),
    };
  };

/** Refuses a class, or weights of classes, that the predictions do not have. */
const checkClasses = (metric: string, { classId, labelWeights }: Confusion, classes: number): void => {
  if (classId !== undefined && classId >= classes)
    throw new TypeError(`${metric}: classId must be from 0 to ${classes - 1}, got ${classId}`);
  if (labelWeights && labelWeights.length !== classes)
    throw new TypeError(
      `${metric}: labelWeights must be a weight for each of ${classes} labels, got ${labelWeights.length}`,
    );
};

/** Whether each prediction is above each threshold. */
const isAbove = (predictions: tf.Tensor, { thresholds, evenly }: Confusion): tf.Tensor => {
  if (!evenly) return tf.greater(predictions, tf.tensor2d([...thresholds], [thresholds.length, 1]));
  const bounded = tf.clipByValue(predictions, 0, 1);
  const bins = tf.sub(tf.ceil(tf.mul(bounded, thresholds.length - 1)), 1);
  const places = tf.reshape(tf.range(0, thresholds.length), [thresholds.length, 1]);
  return tf.greaterEqual(evenly === 'open' ? tf.relu(bins) : bins, places);
};

/** The counts of rows of plain numbers, and what they come to. */
export interface CountsOfRows {
  readonly sumsOfRows: SumsOfRows;
  /** The counts at each threshold. */
  whole(sums: RowSums): Readonly<Record<Counts, Float64Array>>;
}

/**
 * The same counts of rows of plain numbers, in one walk: that of tensors costs more than a small model's step. What only they
 * know is left to them: several classes by themselves or weighed, the largest alone, and what is no number.
 */
export const confusionOfRows = (how: Confusion): CountsOfRows => {
  const { evenly, classId, thresholds } = how;
  const many = thresholds.length;
  const floats = Float32Array.from(thresholds);
  const [last, least] = [many - 1, evenly === 'open' ? 1 : 0];
  return {
    sumsOfRows: ({ predictions, labels, count, columns, weightOf }) => {
      if (how.byLabel || how.labelWeights || how.topK !== undefined || (classId ?? 0) >= columns)
        return undefined;
      // even thresholds: of what is above so many of them, and no more; others: of what is above each; then of all
      const [positives, negatives] = [new Float64Array(many + 1), new Float64Array(many + 1)];
      const [from, to] = classId === undefined ? [0, columns] : [classId, classId + 1];
      for (let row = 0; row < count; row++) {
        const weight = weightOf ? weightOf(row) : 1;
        for (let at = row * columns + from; at < row * columns + to; at++) {
          const prediction = predictions[at]!;
          if (Number.isNaN(prediction)) return undefined;
          const sums = labels[at] === 0 ? negatives : positives;
          if (evenly) {
            const bounded = prediction < 0 ? 0 : prediction > 1 ? 1 : prediction;
            // in 32 bits, as tensors have it
            const above = Math.ceil(Math.fround(bounded * last));
            sums[above < least ? least : above]! += weight;
          } else {
            sums[many]! += weight;
            for (let i = 0; i < many; i++) if (prediction > floats[i]!) sums[i]! += weight;
          }
        }
      }
      return { positives, negatives };
    },
    whole: ({ positives, negatives }) => {
      const [ones, found] = aboveEach(positives!, evenly !== undefined);
      const [zeros, wrong] = aboveEach(negatives!, evenly !== undefined);
      return {
        truePositives: found,
        falsePositives: wrong,
        falseNegatives: found.map((each) => ones - each),
        trueNegatives: wrong.map((each) => zeros - each),
      };
    },
  };
};

/** How much there is in all, and above each threshold. */
const aboveEach = (sums: Float64Array, isByBin: boolean): readonly [all: number, above: Float64Array] => {
  const many = sums.length - 1;
  if (!isByBin) return [sums[many]!, sums.slice(0, many)];
  const above = new Float64Array(many);
  let sum = 0;
  for (let i = many; i > 0; i--) above[i - 1] = sum += sums[i]!;
  return [sum + sums[0]!, above];
};
