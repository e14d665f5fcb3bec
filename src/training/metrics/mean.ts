import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { metricOptions, type MetricOptions } from './metric.js';
import { runningValue, type RunningValue } from './running-value.js';
import { share } from './sums-state.js';

/**
 * The mean of values by themselves, over batches of any size, weighted where weights are given: for loops of one's own. What
 * `compile` takes is a function of labels and predictions: `metrics.custom`.
 *
 * @example
 * const losses = metrics.mean();
 * for (const batch of batches) losses.update((await net.trainOnBatch(batch.x, batch.y)).loss);
 * console.log(await losses.result());
 * @see https://keras.io/api/metrics/reduction_metrics/#mean-class
 */
export const mean: (
  options?: MetricOptions<string> | Said<"mean takes its options as an object, e.g. { name: 'mean' }">,
) => RunningValue = declare({ name: 'mean', options: metricOptions('mean') }, ({ name }) =>
  runningValue(name, (x, axes) => tf.mean(x, axes), share),
);
