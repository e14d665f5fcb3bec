import { declare } from '../../options/declare.js';
import type { Metric } from './metric.js';
import { classesBy, overlapMetric } from './overlap.js';
import {
  checkTargets,
  numClasses,
  oneHotOverlapOptions,
  targetClassIds,
  type OneHotOverlapOptions,
} from './overlap-options.js';

/**
 * The overlap of some classes: what labels and predictions both have over what either has, the mean over the classes that are
 * there. Labels are one-hot, predictions a number for each class, `[batch, ..., classes]`.
 *
 * @param numClasses How many classes there are: 1 to 10000.
 * @param targetClassIds The classes whose overlap is taken, by their indices.
 * @example compile({ loss: 'categoricalCrossentropy', metrics: [metrics.oneHotIoU(3, [0, 2])] })
 * @see https://keras.io/api/metrics/segmentation_metrics/#onehotiou-class
 */
export const oneHotIoU: <const N extends string = 'one_hot_io_u'>(
  numClasses: number,
  targetClassIds: readonly number[],
  options?: OneHotOverlapOptions<N>,
) => Metric<NoInfer<N>> = declare(
  {
    name: 'oneHotIoU',
    takes: { numClasses, targetClassIds },
    options: oneHotOverlapOptions('one_hot_io_u'),
  },
  ({ name, ...config }) => {
    const { numClasses, targetClassIds, ignoreClass, axis } = config;
    checkTargets('oneHotIoU', targetClassIds, numClasses);
    return overlapMetric(name, 'OneHotIoU', config, {
      numClasses,
      targetClassIds: targetClassIds,
      ignoreClass,
      labels: classesBy('oneHotIoU', false, axis),
      predictions: classesBy('oneHotIoU', config.sparseYPred, axis),
    });
  },
);
