import { declare } from '../../options/declare.js';
import { countBetween, share as shareKind, whole } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { confusion, confusionOfRows, type Counts } from './confusion.js';
import { metricOf, metricOptions, type Metric, type MetricOptions } from './metric.js';
import { share, sumsState, type Sums } from './sums-state.js';

/** Options of the metrics of one rate at another. */
export interface RateAtRateOptions<N extends string> extends MetricOptions<N> {
  /** How many thresholds from 0 to 1 are tried: 1 to 10000. Default 200. */
  readonly numThresholds?: number;
  /** The class that is looked at, by its place in the last axis. Default all. */
  readonly classId?: number;
}

/** A metric that is the best one rate can be where another is at least a value. */
export type RateAtRate<D extends string> = <const N extends string = D>(
  value: number,
  options?: RateAtRateOptions<N>,
) => Metric<NoInfer<N>>;

/**
 * A rate of a threshold's counts.
 * @internal
 */
export type Rate = (at: Readonly<Record<Counts, number>>) => number;

/**
 * The share of labels of 1 that are met.
 * @internal
 */
export const sensitivity: Rate = ({ truePositives, falseNegatives }) =>
  share(truePositives, truePositives + falseNegatives);
/**
 * The share of labels of 0 that are met.
 * @internal
 */
export const specificity: Rate = ({ trueNegatives, falsePositives }) =>
  share(trueNegatives, trueNegatives + falsePositives);
/**
 * The share of right ones among the positives.
 * @internal
 */
export const precisionRate: Rate = ({ truePositives, falsePositives }) =>
  share(truePositives, truePositives + falsePositives);

/** Thresholds that stand evenly from 0 to 1; one alone is 0.5. */
const evenThresholds = (many: number): readonly number[] =>
  many === 1 ? [0.5] : Array.from({ length: many }, (_, i) => i / (many - 1));

/** The largest of one rate, over the thresholds at which the other is at least `value`; 0 where it is at none. */
const best = (sums: Sums<Counts>, value: number, rate: Rate, held: Rate): number => {
  let found = 0;
  for (let i = 0; i < sums.truePositives.length; i++) {
    const at = {
      truePositives: sums.truePositives[i]!,
      falsePositives: sums.falsePositives[i]!,
      trueNegatives: sums.trueNegatives[i]!,
      falseNegatives: sums.falseNegatives[i]!,
    };
    // in 32 bits, as Keras's: a rate of 0.8 is not below 0.8
    if (Math.fround(held(at)) >= Math.fround(value)) found = Math.max(found, rate(at));
  }
  return found;
};

/**
 * The metric of one rate where another is held.
 * @internal
 */
export const rateAtRate = <D extends string>(
  metric: string,
  className: string,
  defaultName: D,
  rate: Rate,
  held: Rate,
): RateAtRate<D> =>
  declare(
    {
      name: metric,
      takes: { value: shareKind },
      options: {
        numThresholds: optional(countBetween(1, 10000), 200),
        classId: optional(whole),
        ...metricOptions(defaultName),
      } satisfies Declares<RateAtRateOptions<string>>,
    },
    ({ value, name, numThresholds, classId }) => {
      const thresholds = evenThresholds(numThresholds);
      const evenly = numThresholds === 1 ? undefined : 'closed';
      const how = { thresholds, evenly, classId } as const;
      const ofRows = confusionOfRows(how);
      return metricOf(
        name,
        className,
        { value, numThresholds, classId },
        () =>
          sumsState(confusion(metric, how), (sums) => best(sums, value, rate, held), undefined, ofRows.whole),
        ofRows.sumsOfRows,
      );
    },
  ) as RateAtRate<D>;
