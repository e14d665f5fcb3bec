import { declare } from '../../options/declare.js';
import type { Metric } from './metric.js';
import { classesBy, overlapMetric } from './overlap.js';
import {
  checkTargets,
  numClasses,
  overlapOptions,
  targetClassIds,
  type OverlapOptions,
} from './overlap-options.js';

/**
 * The overlap of some classes: what labels and predictions both have over what either has, the mean over the classes that are
 * there. Labels and predictions are class indices of one shape.
 *
 * @param numClasses How many classes there are: 1 to 10000.
 * @param targetClassIds The classes whose overlap is taken, by their indices.
 * @example metrics.iou(3, [0, 2], { sparseYPred: false })
 * @see https://keras.io/api/metrics/segmentation_metrics/#iou-class
 */
export const iou: <const N extends string = 'io_u'>(
  numClasses: number,
  targetClassIds: readonly number[],
  options?: OverlapOptions<N>,
) => Metric<NoInfer<N>> = declare(
  {
    name: 'iou',
    takes: { numClasses, targetClassIds },
    options: overlapOptions('io_u'),
  },
  ({ name, ...config }) => {
    const { numClasses, targetClassIds, ignoreClass, axis } = config;
    checkTargets('iou', targetClassIds, numClasses);
    return overlapMetric(name, 'IoU', config, {
      numClasses,
      targetClassIds: targetClassIds,
      ignoreClass,
      labels: classesBy('iou', config.sparseYTrue, axis),
      predictions: classesBy('iou', config.sparseYPred, axis),
    });
  },
);
