import { declare } from '../options/declare.js';
import { anything, countBetween, oneOf } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { DataError } from '../training/data/data-error.js';
import { needsArray, readArray, type ArrayData } from './array-data.js';
import { classCount, classPairs, threshold } from './report/classes.js';

/** Options of `confusionMatrix`. */
export interface ConfusionMatrixOptions {
  /** How many classes there are. Default: one more than the largest that is seen. */
  readonly numClasses?: number;
  /** How much each sample counts, `[samples]`. Default 1. */
  readonly weights?: ArrayData;
  /** Shares in the place of counts: of each row ('true'), of each column ('pred'), or of the whole ('all'). Default: counts. */
  readonly normalize?: 'true' | 'pred' | 'all';
  /** Of single outputs: above it they are class 1. Default 0.5; 0 for logits. */
  readonly threshold?: number;
}

/** The options of `confusionMatrix`, declared. */
const confusionMatrixOptions = {
  numClasses: optional(countBetween(1, 2 ** 14)),
  weights: optional(anything<ArrayData>(needsArray)),
  normalize: optional(oneOf(['true', 'pred', 'all'])),
  threshold,
} satisfies Declares<ConfusionMatrixOptions>;

interface ConfusionMatrix {
  (yTrue: ArrayData, yPred: ArrayData, options?: ConfusionMatrixOptions): number[][];
}

/**
 * How often which class was taken for which: row i, column j has the samples of class i that were predicted as j.
 *
 * @param yTrue Classes `[samples]`, or rows of zeros and a one, `[samples, classes]`.
 * @param yPred What the model gave: shares `[samples, classes]`, single shares `[samples, 1]`, or classes `[samples]`.
 * @throws DataError where there are not as many of both, or a class is none of `numClasses`.
 * @example confusionMatrix([0, 1, 1], [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]]) // [[1, 0], [1, 1]]
 */
export const confusionMatrix: ConfusionMatrix = /* @__PURE__ */ declare(
  {
    name: 'confusionMatrix',
    takes: { yTrue: anything<ArrayData>(needsArray), yPred: anything<ArrayData>(needsArray) },
    options: confusionMatrixOptions,
  },
  ({ yTrue, yPred, numClasses, weights, normalize, threshold }) => {
    const where = 'confusionMatrix';
    const { labels, predictions } = classPairs(where, yTrue, yPred, threshold);
    const classes = classCount(where, numClasses, labels, predictions);
    const weighed = weights === undefined ? undefined : readArray(`${where}: weights`, weights).values;
    if (weighed && weighed.length !== labels.length)
      throw new DataError(`${where}: weights has ${weighed.length} values for ${labels.length} samples`);
    const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
    labels.forEach((label, i) => (matrix[label]![predictions[i]!]! += weighed?.[i] ?? 1));
    return normalize === undefined ? matrix : shares(matrix, normalize);
  },
);

/** Shares of the sums; where there is nothing, there is no share of it. */
const shares = (matrix: readonly (readonly number[])[], of: 'true' | 'pred' | 'all'): number[][] => {
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  const whole = sum(matrix.map(sum));
  return matrix.map((row) =>
    row.map((value, j) => {
      const all = of === 'true' ? sum(row) : of === 'pred' ? sum(matrix.map((each) => each[j]!)) : whole;
      return all === 0 ? 0 : value / all;
    }),
  );
};
