import { share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { metricOptions, type MetricOptions } from './metric.js';

/** Options of the metrics that hold predictions against a threshold. */
export interface ThresholdOptions<N extends string> extends MetricOptions<N> {
  /** What a prediction must be above to count as 1: 0 to 1. Default 0.5. */
  readonly threshold?: number;
}

/** The options of metrics with a threshold, declared. */
export const thresholdOptions = (name: string) =>
  ({ threshold: optional(share, 0.5), ...metricOptions(name) }) satisfies Declares<ThresholdOptions<string>>;
