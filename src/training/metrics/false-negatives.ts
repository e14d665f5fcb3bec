import { conditionCount, type ConditionCount } from './condition-count.js';

/**
 * How many predictions at most at the threshold whose label is 1, each by its weight: both `[batch, ..., n]`.
 *
 * @example compile({ loss: 'binaryCrossentropy', metrics: [metrics.falseNegatives({ threshold: 0.7 })] })
 * @see https://keras.io/api/metrics/classification_metrics/
 */
export const falseNegatives: ConditionCount<'falseNegatives', 'false_negatives'> = conditionCount(
  'falseNegatives',
  'FalseNegatives',
  'false_negatives',
);
