import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { countBetween, flag, listOf, notNegative, oneOf, share as shareKind } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { confusion, confusionOfRows, standEvenly, type Confusion, type Counts } from './confusion.js';
import { curveArea, type Curve, type CurveCounts, type SummationMethod } from './curve-area.js';
import { metricOf, metricOptions, type Metric, type MetricOptions } from './metric.js';
import { sumsState, type Sums } from './sums-state.js';

/** Options of `auc`. */
export interface AUCOptions<N extends string> extends MetricOptions<N> {
  /** How many thresholds from 0 to 1 the curve goes through: 2 to 10000. Default 200. */
  readonly numThresholds?: number;
  /** `'ROC'`, true positives over false ones; `'PR'`, precision over recall; or `'PRGAIN'`. Default `'ROC'`. */
  readonly curve?: Curve;
  /** The height between two thresholds: their mean, the less, or the larger. Default `'interpolation'`. */
  readonly summationMethod?: SummationMethod;
  /** Thresholds between 0 and 1, in the place of `numThresholds`. Default none. */
  readonly thresholds?: readonly number[];
  /** Whether each label has a curve of its own, and their areas' mean is taken. Default false. */
  readonly multiLabel?: boolean;
  /** A weight for each label. Default 1. */
  readonly labelWeights?: readonly number[];
  /** Whether predictions are logits, not probabilities. Default false. */
  readonly fromLogits?: boolean;
}

/** Just outside of 0 and 1, as Keras's outermost thresholds are. */
const epsilon = 1e-7;

/** The thresholds between the outermost ones. */
const between = (given: readonly number[] | undefined, many: number): readonly number[] =>
  given ? [...given].sort((a, b) => a - b) : Array.from({ length: many - 2 }, (_, i) => (i + 1) / (many - 1));

/** The counts of one label among several, each `[labels, thresholds]` row by row. */
const ofLabel = (sums: Sums<Counts>, label: number, many: number): CurveCounts => {
  const row = (values: ArrayLike<number>) =>
    Array.from({ length: many }, (_, i) => values[label * many + i]!);
  return {
    truePositives: row(sums.truePositives),
    falsePositives: row(sums.falsePositives),
    trueNegatives: row(sums.trueNegatives),
    falseNegatives: row(sums.falseNegatives),
  };
};

/**
 * The area under a curve of predictions held against thresholds: labels 0 or 1 and predictions from 0 to 1, both
 * `[batch, ..., n]`.
 *
 * @example compile({ loss: 'binaryCrossentropy', metrics: [metrics.auc(), metrics.auc({ curve: 'PR', name: 'pr' })] })
 * @throws TypeError where labels are not of the predictions' shape.
 * @see https://keras.io/api/metrics/classification_metrics/#auc-class
 */
export const auc: <const N extends string = 'auc'>(
  options?: AUCOptions<N> | Said<'auc takes its options as an object, e.g. { numThresholds: 200 }'>,
) => Metric<NoInfer<N>> = declare(
  {
    name: 'auc',
    options: {
      numThresholds: optional(countBetween(2, 10000), 200),
      curve: optional(oneOf(['ROC', 'PR', 'PRGAIN']), 'ROC'),
      summationMethod: optional(oneOf(['interpolation', 'minoring', 'majoring']), 'interpolation'),
      thresholds: optional(listOf('a list of thresholds from 0 to 1', shareKind)),
      multiLabel: optional(flag, false),
      labelWeights: optional(listOf('a weight of zero or more for each label', notNegative)),
      fromLogits: optional(flag, false),
      ...metricOptions('auc'),
    } satisfies Declares<AUCOptions<string>>,
  },
  ({ name, ...config }) => {
    const { curve, summationMethod, multiLabel, labelWeights } = config;
    const inner = between(config.thresholds, config.numThresholds);
    const thresholds = [-epsilon, ...inner, 1 + epsilon];
    const how: Confusion = {
      thresholds,
      evenly: standEvenly([0, ...inner, 1]) || !config.thresholds ? 'open' : undefined,
      byLabel: multiLabel,
      labelWeights,
    };
    const count = confusion('auc', how);
    const ofRows = confusionOfRows(how);
    const area = (sums: Sums<Counts>): number => {
      const labels = sums.truePositives.length / thresholds.length;
      const areas = Array.from({ length: labels }, (_, label) =>
        curveArea(curve, summationMethod, ofLabel(sums, label, thresholds.length)),
      );
      const weights = areas.map((_, label) => (multiLabel ? (labelWeights?.[label] ?? 1) : 1));
      const whole = weights.reduce((a, b) => a + b, 0);
      return whole === 0 ? 0 : areas.reduce((sum, each, label) => sum + each * weights[label]!, 0) / whole;
    };
    return metricOf(
      name,
      'AUC',
      config,
      () =>
        sumsState(
          (yTrue, yPred, weights) => count(yTrue, config.fromLogits ? tf.sigmoid(yPred) : yPred, weights),
          area,
          undefined,
          ofRows.whole,
        ),
      // the sigmoid is the backend's
      config.fromLogits ? undefined : ofRows.sumsOfRows,
    );
  },
);
