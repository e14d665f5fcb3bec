import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { oneOf, positive, share as shareKind } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { showShape } from '../../shapes/shape.js';
import { alignWeights } from '../sample-weights.js';
import { metricOf, metricOptions, type Metric, type MetricOptions } from './metric.js';
import { sumsState, type Contributions, type Sums } from './sums-state.js';

const averages = ['none', 'micro', 'macro', 'weighted'] as const;

/** What becomes of the scores of classes: each by itself, all counted as one class, their mean, or their mean by how many labels each has. */
export type ScoreAverage = (typeof averages)[number];

/** Options of `f1Score`. */
export interface F1ScoreOptions<
  N extends string,
  A extends ScoreAverage = ScoreAverage,
> extends MetricOptions<N> {
  /** How the scores of classes become one. Default `'none'`: the metric gives a list, a score for each class. */
  readonly average?: A;
  /** What a prediction must be above to count as 1. Default: the largest of each sample counts. */
  readonly threshold?: number;
}

/** Options of `fBetaScore`. */
export interface FBetaScoreOptions<
  N extends string,
  A extends ScoreAverage = ScoreAverage,
> extends F1ScoreOptions<N, A> {
  /** How many times as much recall counts as precision: above zero. Default 1. */
  readonly beta?: number;
}

/** What a score gives: a number for each class, or one. */
export type ByClass<A> = [A] extends ['none'] ? number[] : number;

/** The options of F1 scores, declared. */
export const f1Options = (name: string) =>
  ({
    average: optional(oneOf(averages), 'none'),
    threshold: optional(shareKind),
    ...metricOptions(name),
  }) satisfies Declares<F1ScoreOptions<string>>;

/** Keeps divisions finite. */
const epsilon = 1e-7;

type Part = 'truePositives' | 'falsePositives' | 'falseNegatives' | 'labels';

/** Which predictions count as 1: those above a threshold, or the largest of each sample, unless it is 0. */
const isPositive = (predictions: tf.Tensor, threshold: number | undefined): tf.Tensor =>
  threshold === undefined
    ? tf.logicalAnd(
        tf.greaterEqual(predictions, tf.max(predictions, -1, true)),
        tf.greater(tf.abs(predictions), 1e-9),
      )
    : tf.greater(predictions, threshold);

/** What a batch adds to each class's counts. */
const counts =
  (metric: string, threshold: number | undefined): Contributions<Part> =>
  (yTrue, yPred, weights) => {
    if (yPred.rank !== 2 || yTrue.size !== yPred.size)
      throw new TypeError(
        `${metric} needs labels and predictions [batch, classes], got ${showShape(yTrue.shape)} and ${showShape(yPred.shape)}`,
      );
    const labels = tf.cast(yTrue, 'float32');
    const predicted = tf.cast(isPositive(yPred, threshold), 'float32');
    const sum = (x: tf.Tensor) => tf.sum(weights ? tf.mul(x, alignWeights(weights, x)) : x, 0);
    return {
      truePositives: sum(tf.mul(predicted, labels)),
      falsePositives: sum(tf.mul(predicted, tf.sub(1, labels))),
      falseNegatives: sum(tf.mul(tf.sub(1, predicted), labels)),
      labels: sum(labels),
    };
  };

const total = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

const score = (beta: number, tp: number, fp: number, fn: number): number => {
  const precision = tp / (tp + fp + epsilon);
  const recall = tp / (tp + fn + epsilon);
  return ((1 + beta ** 2) * precision * recall) / (beta ** 2 * precision + recall + epsilon);
};

/** The score of all classes together, or of each. */
const averaged = (average: ScoreAverage, beta: number, sums: Sums<Part>): number | number[] => {
  if (average === 'micro')
    return score(beta, total(sums.truePositives), total(sums.falsePositives), total(sums.falseNegatives));
  const each = Array.from(sums.truePositives, (tp, i) =>
    score(beta, tp, sums.falsePositives[i]!, sums.falseNegatives[i]!),
  );
  if (average === 'none') return each;
  if (average === 'macro') return total(each) / each.length;
  const all = total(sums.labels) + epsilon;
  return each.reduce((sum, one, i) => sum + (one * sums.labels[i]!) / all, 0);
};

/** A metric of F scores. */
export const fScore = <N extends string, A extends ScoreAverage>(
  metric: string,
  className: string,
  config: { readonly average: A; readonly beta: number; readonly threshold?: number | undefined },
  name: N,
): Metric<N, ByClass<A>> =>
  metricOf(name, className, config, () =>
    sumsState(counts(metric, config.threshold), (sums) => averaged(config.average, config.beta, sums)),
  );

/**
 * The weighted harmonic mean of precision and recall: labels 0 or 1 and predictions, both `[batch, classes]`.
 *
 * @example compile({ loss: 'binaryCrossentropy', metrics: [metrics.fBetaScore({ average: 'macro', beta: 2 })] })
 * @throws TypeError where labels or predictions are not `[batch, classes]`.
 * @see https://keras.io/api/metrics/classification_metrics/
 */
export const fBetaScore: <const N extends string = 'fbeta_score', const A extends ScoreAverage = 'none'>(
  options?: FBetaScoreOptions<N, A> | Said<'fBetaScore takes its options as an object, e.g. { beta: 2 }'>,
) => Metric<NoInfer<N>, ByClass<A>> = declare(
  {
    name: 'fBetaScore',
    options: {
      beta: optional(positive, 1),
      ...f1Options('fbeta_score'),
    } satisfies Declares<FBetaScoreOptions<string>>,
  },
  ({ name, ...config }) => fScore('fBetaScore', 'FBetaScore', config, name),
) as never;
