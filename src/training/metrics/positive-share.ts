import { declare } from '../../options/declare.js';
import { count, share as shareKind, whole } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { belowAll, confusion, type Counts } from './confusion.js';
import { metricOf, metricOptions, type Metric, type MetricOptions } from './metric.js';
import { share, sumsState, type Sums } from './sums-state.js';

/** Options of `precision` and `recall`. */
export interface PositiveShareOptions<N extends string> extends MetricOptions<N> {
  /** What a prediction must be above to count as 1: 0 to 1. Default 0.5; with `topK` whatever is among those. */
  readonly threshold?: number;
  /** Only so many of the largest predictions of each sample can count as 1. Default all. */
  readonly topK?: number;
  /** The class that is looked at, by its place in the last axis. Default all. */
  readonly classId?: number;
}

/** A metric that is the share of true positives among something. */
export type PositiveShare<D extends string> = <const N extends string = D>(
  options?: PositiveShareOptions<N>,
) => Metric<NoInfer<N>>;

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
        topK: optional(count),
        classId: optional(whole),
        ...metricOptions(metric),
      } satisfies Declares<PositiveShareOptions<string>>,
    },
    ({ name, threshold, topK, classId }) => {
      const thresholds = [threshold ?? (topK === undefined ? 0.5 : belowAll)];
      const value = ({ truePositives, ...others }: Sums<Counts>) =>
        share(truePositives[0]!, truePositives[0]! + { truePositives, ...others }[missing][0]!);
      return metricOf(name, className, { threshold, topK, classId }, () =>
        sumsState(confusion(metric, { thresholds, topK, classId }), value),
      );
    },
  ) as PositiveShare<D>;
