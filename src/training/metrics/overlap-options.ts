import { axis, countBetween, flag, integer, listOf, whole } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { metricOptions, type MetricOptions } from './metric.js';

/** Options of the metrics of overlap whose labels are one-hot. */
export interface OneHotOverlapOptions<N extends string> extends MetricOptions<N> {
  /** A class whose labels count for nothing. Default none. */
  readonly ignoreClass?: number;
  /** Whether predictions are class indices, not a number for each class. Default false. */
  readonly sparseYPred?: boolean;
  /** The axis of the classes where they are not indices, from the end if negative. Default -1. */
  readonly axis?: number;
}

/** Options of the metrics of overlap. */
export interface OverlapOptions<N extends string> extends MetricOptions<N> {
  /** A class whose labels count for nothing. Default none. */
  readonly ignoreClass?: number;
  /** Whether labels are class indices, not one-hot. Default true. */
  readonly sparseYTrue?: boolean;
  /** Whether predictions are class indices, not a number for each class. Default true. */
  readonly sparseYPred?: boolean;
  /** The axis of the classes where they are not indices, from the end if negative. Default -1. */
  readonly axis?: number;
}

/** The options of metrics of overlap with one-hot labels, declared. */
export const oneHotOverlapOptions = (name: string) =>
  ({
    ignoreClass: optional(integer),
    sparseYPred: optional(flag, false),
    axis: optional(axis, -1),
    ...metricOptions(name),
  }) satisfies Declares<OneHotOverlapOptions<string>>;

/** The options of metrics of overlap, declared. */
export const overlapOptions = (name: string) =>
  ({
    ignoreClass: optional(integer),
    sparseYTrue: optional(flag, true),
    sparseYPred: optional(flag, true),
    axis: optional(axis, -1),
    ...metricOptions(name),
  }) satisfies Declares<OverlapOptions<string>>;

/** How many classes there are, and which of them are looked at: what these metrics take first. */
export const numClasses = countBetween(1, 10000);
export const targetClassIds = listOf('a list of classes by their indices', whole, (ids) => ids.length > 0);

/** Refuses a class that there is none of. */
export const checkTargets = (metric: string, ids: readonly number[], classes: number): void => {
  const stray = ids.find((id) => id >= classes);
  if (stray !== undefined)
    throw new TypeError(`${metric}: targetClassIds must be from 0 to ${classes - 1}, got ${stray}`);
};
