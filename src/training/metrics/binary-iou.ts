import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { metricOptions, type Metric, type MetricOptions } from './metric.js';
import { overlapMetric } from './overlap.js';
import { checkTargets, targetClassIds } from './overlap-options.js';

/** Options of `binaryIoU`. */
export interface BinaryIoUOptions<N extends string> extends MetricOptions<N> {
  /** Whose overlap is taken: `[1]` that of ones, `[0, 1]` the mean of both. Default `[0, 1]`. */
  readonly targetClassIds?: readonly number[];
  /** The prediction from which it counts as 1. Default 0.5. */
  readonly threshold?: number;
}

/**
 * The overlap of labels 0 or 1 and predictions from 0 to 1: what both have over what either has. Both are of one shape.
 *
 * @example compile({ loss: 'binaryCrossentropy', metrics: [metrics.binaryIoU({ targetClassIds: [1] })] })
 * @see https://keras.io/api/metrics/segmentation_metrics/#binaryiou-class
 */
export const binaryIoU: <const N extends string = 'binary_io_u'>(
  options?: BinaryIoUOptions<N> | Said<'binaryIoU takes its options as an object, e.g. { threshold: 0.5 }'>,
) => Metric<NoInfer<N>> = declare(
  {
    name: 'binaryIoU',
    options: {
      targetClassIds: optional(targetClassIds, [0, 1]),
      threshold: optional(share, 0.5),
      ...metricOptions('binary_io_u'),
    } satisfies Declares<BinaryIoUOptions<string>>,
  },
  ({ name, ...config }) => {
    checkTargets('binaryIoU', config.targetClassIds, 2);
    return overlapMetric(name, 'BinaryIoU', config, {
      numClasses: 2,
      targetClassIds: config.targetClassIds,
      labels: (yTrue) => yTrue,
      predictions: (yPred) => tf.greaterEqual(yPred, config.threshold),
    });
  },
);
