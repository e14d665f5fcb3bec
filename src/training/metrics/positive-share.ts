import type { Said } from '../../graph/rule.js';
import { declare } from '../../options/declare.js';
import { count, share as shareKind, whole } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { belowAll, confusion, confusionOfRows, standEvenly, type Counts } from './confusion.js';
import { metricOf, metricOptions, type Metric, type MetricOptions } from './metric.js';
import { share, sumsState, type Sums } from './sums-state.js';
import { checkThresholds, thresholdList, type AtEach, type Thresholds } from './threshold.js';

/** Options of `precision` and `recall`. */
export interface PositiveShareOptions<
  N extends string,
  T extends Thresholds = undefined,
> extends MetricOptions<N> {
  /** What a prediction must be above to count as 1: 0 to 1. Default 0.5; with `topK` whatever is among those. */
  readonly threshold?: number;
  /** Several thresholds in its place: the metric gives a list, a number for each. Default none. */
  readonly thresholds?: T;
  /** Only so many of the largest predictions of each sample can count as 1. Default all. */
  readonly topK?: number;
  /** The class that is looked at, by its place in the last axis. Default all. */
  readonly classId?: number;
}

/** A metric that is the share of true positives among something. */
export type PositiveShare<D extends string> = <
  const N extends string = D,
  const T extends Thresholds = undefined,
>(
  options?: PositiveShareOptions<N, T> | Said<`${D} takes its options as an object, e.g. { threshold: 0.5 }`>,
) => Metric<NoInfer<N>, AtEach<T>>;

/**
 * The metric of true positives among what `missing` counts beside them.
 * @internal
 */
export const positiveShare = <D extends string>(
  metric: D,
  className: string,
  missing: Counts,
): PositiveShare<D> =>
  declare(
    {
      name: metric,
      options: {
        threshold: optional(shareKind),
        thresholds: optional(thresholdList),
        topK: optional(count),
        classId: optional(whole),
        ...metricOptions(metric),
      } satisfies Declares<PositiveShareOptions<string, Thresholds>>,
    },
    ({ name, threshold, thresholds, topK, classId }) => {
      checkThresholds(metric, { threshold, thresholds });
      const all = thresholds ?? [threshold ?? (topK === undefined ? 0.5 : belowAll)];
      const evenly = standEvenly(all) ? 'closed' : undefined;
      const value = (sums: Sums<Counts>) => {
        const shares = Array.from(sums.truePositives, (found, i) => share(found, found + sums[missing][i]!));
        return thresholds ? shares : shares[0]!;
      };
      const how = { thresholds: all, evenly, topK, classId } as const;
      const ofRows = confusionOfRows(how);
      return metricOf(
        name,
        className,
        { threshold, thresholds, topK, classId },
        () => sumsState(confusion(metric, how), value, thresholds?.length, ofRows.whole),
        ofRows.sumsOfRows,
      );
    },
  ) as unknown as PositiveShare<D>;
