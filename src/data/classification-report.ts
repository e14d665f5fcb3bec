import { declare } from '../options/declare.js';
import { anything, listOf, oneOf, text } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { needsArray, type ArrayData } from './array-data.js';
import { confusionMatrix } from './confusion-matrix.js';
import { classCount, classPairs, threshold } from './report/classes.js';
import { reportTable } from './report/report-table.js';

/** Options of `classificationReport`. */
export interface ClassificationReportOptions<N extends string = string> {
  /** A name for each class, in order. Default: their numbers. */
  readonly classNames?: readonly N[];
  /** Of single outputs: above it they are class 1. Default 0.5; 0 for logits. */
  readonly threshold?: number;
  /** What a share of nothing is: the precision of a class that was never predicted, 0 or 1. Default 0. */
  readonly zeroDivision?: 0 | 1;
}

/** The options of `classificationReport`, declared. */
const classificationReportOptions = {
  classNames: optional(listOf('a list of names', text, (names) => names.length > 0)),
  threshold,
  zeroDivision: optional(oneOf([0, 1]), 0),
} satisfies Declares<ClassificationReportOptions>;

/** How well a class is told, or all of them on average. */
export interface ClassScores {
  /** Of what was predicted as the class, the share that is. */
  readonly precision: number;
  /** Of what is of the class, the share that was predicted so. */
  readonly recall: number;
  /** The harmonic mean of both. */
  readonly f1Score: number;
  /** Samples of the class. */
  readonly support: number;
}

/** What `classificationReport` gives; as a text it is scikit-learn's table. */
export interface ClassificationReport<N extends string = string> {
  /** Each class by its name, in order. */
  readonly classes: Readonly<Record<N, ClassScores>>;
  /** The share of samples that are predicted right. */
  readonly accuracy: number;
  /** The mean over classes. */
  readonly macroAverage: ClassScores;
  /** The mean over classes, each weighed by its samples. */
  readonly weightedAverage: ClassScores;
  /** The table. */
  toString(): string;
}

interface ClassificationReportOf {
  <const N extends string = string>(
    yTrue: ArrayData,
    yPred: ArrayData,
    options?: ClassificationReportOptions<N>,
  ): ClassificationReport<N>;
}

/**
 * Precision, recall, F1 and how many samples, for each class and on average: scikit-learn's figures, and as a text its table.
 *
 * @param yTrue Classes `[samples]`, or rows of zeros and a one, `[samples, classes]`.
 * @param yPred What the model gave: shares `[samples, classes]`, single shares `[samples, 1]`, or classes `[samples]`.
 * @throws DataError where there are not as many of both, or more classes than `classNames`.
 * @example console.log(`${classificationReport(labels, predictions, { classNames: ['ham', 'spam'] })}`);
 */
export const classificationReport: ClassificationReportOf = /* @__PURE__ */ declare(
  {
    name: 'classificationReport',
    takes: { yTrue: anything<ArrayData>(needsArray), yPred: anything<ArrayData>(needsArray) },
    options: classificationReportOptions,
  },
  ({ yTrue, yPred, classNames, threshold, zeroDivision }): ClassificationReport => {
    const where = 'classificationReport';
    const { labels, predictions } = classPairs(where, yTrue, yPred, threshold);
    const count = classCount(where, classNames?.length, labels, predictions);
    const matrix = confusionMatrix(labels, predictions, { numClasses: count });
    const share = (part: number, whole: number) => (whole === 0 ? zeroDivision : part / whole);
    const scores = matrix.map((row, i): ClassScores => {
      const support = row.reduce((a, b) => a + b, 0);
      const predicted = matrix.reduce((sum, each) => sum + each[i]!, 0);
      const hits = row[i]!;
      return {
        precision: share(hits, predicted),
        recall: share(hits, support),
        f1Score: share(2 * hits, support + predicted),
        support,
      };
    });
    // as scikit-learn has it: a class that is neither there nor predicted is not reported, unless it has a name
    const seen = scores.flatMap((each, i) =>
      classNames || each.support > 0 || predictions.includes(i)
        ? [[classNames?.[i] ?? String(i), each] as const]
        : [],
    );
    const mean = (weightOf: (each: ClassScores) => number): ClassScores => {
      const whole = seen.reduce((sum, [, each]) => sum + weightOf(each), 0);
      const of = (key: keyof ClassScores) =>
        seen.reduce((sum, [, each]) => sum + each[key] * weightOf(each), 0) / whole;
      return {
        precision: of('precision'),
        recall: of('recall'),
        f1Score: of('f1Score'),
        support: labels.length,
      };
    };
    const report = {
      classes: Object.fromEntries(seen),
      accuracy: labels.reduce((sum, label, i) => sum + Number(label === predictions[i]), 0) / labels.length,
      macroAverage: mean(() => 1),
      weightedAverage: mean(({ support }) => support),
    };
    return { ...report, toString: () => reportTable(seen, report) };
  },
);
