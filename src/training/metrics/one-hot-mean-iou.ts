import { declare } from '../../options/declare.js';
import type { Metric } from './metric.js';
import { classesBy, overlapMetric } from './overlap.js';
import { numClasses, oneHotOverlapOptions, type OneHotOverlapOptions } from './overlap-options.js';

/**
 * The overlap of all classes: what labels and predictions both have over what either has, the mean over the classes that are
 * there. Labels are one-hot, predictions a number for each class, `[batch, ..., classes]`.
 *
 * @param numClasses How many classes there are: 1 to 10000.
 * @example compile({ loss: 'categoricalCrossentropy', metrics: [metrics.oneHotMeanIoU(3)] })
 * @see https://keras.io/api/metrics/segmentation_metrics/#onehotmeaniou-class
 */
export const oneHotMeanIoU: <const N extends string = 'one_hot_mean_io_u'>(
  numClasses: number,
  options?: OneHotOverlapOptions<N>,
) => Metric<NoInfer<N>> = declare(
  {
    name: 'oneHotMeanIoU',
    takes: { numClasses },
    options: oneHotOverlapOptions('one_hot_mean_io_u'),
  },
  ({ name, ...config }) => {
    const { numClasses, ignoreClass, axis } = config;
    return overlapMetric(name, 'OneHotMeanIoU', config, {
      numClasses,
      targetClassIds: Array.from({ length: numClasses }, (_, i) => i),
      ignoreClass,
      labels: classesBy('oneHotMeanIoU', false, axis),
      predictions: classesBy('oneHotMeanIoU', config.sparseYPred, axis),
    });
  },
);
