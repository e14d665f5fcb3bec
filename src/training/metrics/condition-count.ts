import { declare } from '../../options/declare.js';
import { confusion, type Counts } from './confusion.js';
import { metricOf, type Metric } from './metric.js';
import { sumsState } from './sums-state.js';
import { thresholdOptions, type ThresholdOptions } from './threshold.js';

/** A metric that is one of the counts of a confusion. */
export type ConditionCount<D extends string> = <const N extends string = D>(
  options?: ThresholdOptions<N>,
) => Metric<NoInfer<N>>;

/**
 * The metric of one of the counts at a threshold.
 * @internal
 */
export const conditionCount = <D extends string>(
  counted: Counts,
  className: string,
  defaultName: D,
): ConditionCount<D> =>
  declare({ name: counted, options: thresholdOptions(defaultName) }, ({ name, threshold }) =>
    metricOf(name, className, { threshold }, () =>
      sumsState(confusion(counted, { thresholds: [threshold] }), (sums) => sums[counted][0]!),
    ),
  ) as ConditionCount<D>;
