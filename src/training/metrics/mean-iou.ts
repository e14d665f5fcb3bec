import { declare } from '../../options/declare.js';
import type { Metric } from './metric.js';
import { classesBy, overlapMetric } from './overlap.js';
import { numClasses, overlapOptions, type OverlapOptions } from './overlap-options.js';

/**
 * The overlap of all classes: what labels and predictions both have over what either has, the mean over the classes that are
 * there. Labels and predictions are class indices of one shape.
 *
 * @param numClasses How many classes there are: 1 to 10000.
 * @example metrics.meanIoU(3, { sparseYPred: false })
 * @see https://keras.io/api/metrics/segmentation_metrics/#meaniou-class
 */
export const meanIoU: <const N extends string = 'mean_io_u'>(
  numClasses: number,
  options?: OverlapOptions<N>,
) => Metric<NoInfer<N>> = declare(
  {
    name: 'meanIoU',
    takes: { numClasses },
    options: overlapOptions('mean_io_u'),
  },
  ({ name, ...config }) => {
    const { numClasses, ignoreClass, axis } = config;
    return overlapMetric(name, 'MeanIoU', config, {
      numClasses,
      targetClassIds: Array.from({ length: numClasses }, (_, i) => i),
      ignoreClass,
      labels: classesBy('meanIoU', config.sparseYTrue, axis),
      predictions: classesBy('meanIoU', config.sparseYPred, axis),
    });
  },
);
