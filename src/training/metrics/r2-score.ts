import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { oneOf, whole } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { warnOnce } from '../../errors/warn.js';
import { showShape } from '../../shapes/shape.js';
import { alignWeights } from '../sample-weights.js';
import type { ByClass } from './f-beta-score.js';
import { metricOf, metricOptions, type Metric, type MetricOptions } from './metric.js';
import { sumsState, type Contributions, type Sums } from './sums-state.js';

const aggregations = ['none', 'uniformAverage', 'varianceWeightedAverage'] as const;

/** How the scores of outputs become one. */
export type ClassAggregation = (typeof aggregations)[number];

/** Options of `r2Score`. */
export interface R2ScoreOptions<
  N extends string,
  A extends ClassAggregation = ClassAggregation,
> extends MetricOptions<N> {
  /**
   * How the scores of outputs become one: their mean, or their mean by how much each varies; with `'none'` the metric gives a
   * list, a score for each. Default `'uniformAverage'`.
   */
  readonly classAggregation?: A;
  /** How many numbers each prediction was made from, for the adjusted score. Default 0, the plain one. */
  readonly numRegressors?: number;
}

type Part = 'sum' | 'squares' | 'errors' | 'count' | 'size';

/** What a batch adds to each output's sums. */
const sumsOf: Contributions<Part> = (yTrue, yPred, weights) => {
  if (yPred.rank !== 2 || yTrue.size !== yPred.size)
    throw new TypeError(
      `r2Score needs labels and predictions [batch, outputs], got ${showShape(yTrue.shape)} and ${showShape(yPred.shape)}`,
    );
  const labels = tf.cast(tf.reshape(yTrue, yPred.shape), 'float32');
  const each = tf.onesLike(yPred);
  const counted = weights ? tf.mul(each, alignWeights(weights, yPred)) : each;
  const weighted = tf.mul(labels, counted);
  return {
    sum: tf.sum(weighted, 0),
    squares: tf.sum(tf.mul(labels, weighted), 0),
    errors: tf.sum(tf.mul(tf.square(tf.sub(labels, yPred)), counted), 0),
    count: tf.sum(counted, 0),
    size: tf.scalar(yTrue.size),
  };
};

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** The score of all outputs together, or of each. */
const scoreOf = (sums: Sums<Part>, aggregation: ClassAggregation): number | number[] => {
  const spreads = Array.from(sums.sum, (sum, i) => {
    const squares = sums.squares[i]!;
    const spread = squares - (sum * sum) / sums.count[i]!;
    // the sums are rounded to floats: what is left of labels that are all the same is no spread
    return Math.abs(spread) <= squares * 2 ** -24 ? 0 : spread;
  });
  const scores = spreads.map((spread, i) => {
    const score = 1 - sums.errors[i]! / spread;
    return Math.abs(score) === Infinity ? 0 : score;
  });
  if (aggregation === 'none') return scores;
  return aggregation === 'uniformAverage'
    ? total(scores) / scores.length
    : total(scores.map((score, i) => score * spreads[i]!)) / total(spreads);
};

/** The adjusted score, where there are more samples than regressors; else the score, and a word on it. */
const adjusted = (metric: object, score: number, samples: number, regressors: number): number => {
  if (regressors === 0) return score;
  if (regressors >= samples - 1) {
    warnOnce(
      metric,
      `shapewright: r2Score: ${regressors} regressors need more than ${regressors + 1} samples, got ${samples}; the score is not adjusted`,
    );
    return score;
  }
  return 1 - ((1 - score) * (samples - 1)) / (samples - regressors - 1);
};

/**
 * How much of the labels' spread predictions account for: 1 where they are met, 0 for their mean (Wright 1921). Both
 * `[batch, outputs]`.
 *
 * @example compile({ loss: 'mse', metrics: [metrics.r2Score()] })
 * @throws TypeError where labels or predictions are not `[batch, outputs]`.
 * @see https://keras.io/api/metrics/regression_metrics/#r2score-class
 */
export const r2Score: <
  const N extends string = 'r2_score',
  const A extends ClassAggregation = 'uniformAverage',
>(
  options?:
    | R2ScoreOptions<N, A>
    | Said<"r2Score takes its options as an object, e.g. { classAggregation: 'uniformAverage' }">,
) => Metric<NoInfer<N>, ByClass<A>> = declare(
  {
    name: 'r2Score',
    options: {
      classAggregation: optional(oneOf(aggregations), 'uniformAverage'),
      numRegressors: optional(whole, 0),
      ...metricOptions('r2_score'),
    } satisfies Declares<R2ScoreOptions<string>>,
  },
  ({ name, ...config }) =>
    metricOf(name, 'R2Score', config, () =>
      sumsState(sumsOf, (sums) => {
        const score = scoreOf(sums, config.classAggregation);
        const each = (one: number) => adjusted(config, one, sums.size[0]!, config.numRegressors);
        return typeof score === 'number' ? each(score) : score.map(each);
      }),
    ),
) as never;
