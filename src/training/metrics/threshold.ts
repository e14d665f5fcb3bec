import { listOf, share } from '../../options/kinds.js';
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

/** Several thresholds, where a metric is to give a number for each. */
export type Thresholds = readonly number[] | undefined;

/** What a metric gives: a number, or one for each of several thresholds. */
export type AtEach<T extends Thresholds> = T extends readonly number[] ? number[] : number;

/** Options of the metrics that are held against a threshold, or against several. */
export interface ThresholdsOptions<N extends string, T extends Thresholds> extends MetricOptions<N> {
  /** What a prediction must be above to count as 1: 0 to 1. Default 0.5. */
  readonly threshold?: number;
  /** Several thresholds in its place: the metric gives a list, a number for each. Default none. */
  readonly thresholds?: T;
}

/** A list of thresholds. */
export const thresholdList = listOf('a list of thresholds from 0 to 1', share, (list) => list.length > 0);

/** Refuses a threshold beside several. */
export const checkThresholds = (
  metric: string,
  { threshold, thresholds }: { readonly threshold?: number | undefined; readonly thresholds?: Thresholds },
): void => {
  if (threshold !== undefined && thresholds !== undefined)
    throw new TypeError(`${metric} takes threshold or thresholds, not both`);
};
