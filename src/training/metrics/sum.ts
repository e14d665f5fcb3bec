import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { metricOptions, type MetricOptions } from './metric.js';
import { runningValue, type RunningValue } from './running-value.js';

/**
 * The sum of values by themselves, weighted where weights are given: for loops of one's own.
 *
 * @example
 * const seen = metrics.sum();
 * seen.update([1, 3, 5, 7], { sampleWeight: [1, 1, 0, 0] });
 * console.log(await seen.result()); // 4
 * @see https://keras.io/api/metrics/reduction_metrics/#sum-class
 */
export const sum: (
  options?: MetricOptions<string> | Said<"sum takes its options as an object, e.g. { name: 'sum' }">,
) => RunningValue = declare({ name: 'sum', options: metricOptions('sum') }, ({ name }) =>
  runningValue(
    name,
    (x, axes) => tf.sum(x, axes),
    (all) => all,
  ),
);
