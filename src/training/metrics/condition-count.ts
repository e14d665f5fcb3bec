import type { Said } from '../../graph/rule.js';
import { declare } from '../../options/declare.js';
import { share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { confusion, confusionOfRows, standEvenly, type Counts } from './confusion.js';
import { metricOf, metricOptions, type Metric } from './metric.js';
import { sumsState } from './sums-state.js';
import {
  checkThresholds,
  thresholdList,
  type AtEach,
  type Thresholds,
  type ThresholdsOptions,
} from './threshold.js';

/** Makes a metric that is one of the counts of a confusion: `F` is the function's name, `D` the metric's in logs. */
export type ConditionCount<F extends string, D extends string> = <
  const N extends string = D,
  const T extends Thresholds = undefined,
>(
  options?: ThresholdsOptions<N, T> | Said<`${F} takes its options as an object, e.g. { threshold: 0.5 }`>,
) => Metric<NoInfer<N>, AtEach<T>>;

/**
 * The metric of one of the counts at a threshold, or at several.
 * @internal
 */
export const conditionCount = <C extends Counts, D extends string>(
  counted: C,
  className: string,
  defaultName: D,
): ConditionCount<C, D> =>
  declare(
    {
      name: counted,
      options: {
        threshold: optional(share),
        thresholds: optional(thresholdList),
        ...metricOptions(defaultName),
      } satisfies Declares<ThresholdsOptions<string, Thresholds>>,
    },
    ({ name, threshold, thresholds }) => {
      checkThresholds(counted, { threshold, thresholds });
      const all = thresholds ?? [threshold ?? 0.5];
      const how = { thresholds: all, evenly: standEvenly(all) ? 'closed' : undefined } as const;
      const ofRows = confusionOfRows(how);
      return metricOf(
        name,
        className,
        { threshold, thresholds },
        () =>
          sumsState(
            confusion(counted, how),
            (sums) => (thresholds ? Array.from(sums[counted]) : sums[counted][0]!),
            thresholds?.length,
            ofRows.whole,
          ),
        ofRows.sumsOfRows,
      );
    },
  ) as unknown as ConditionCount<C, D>;
