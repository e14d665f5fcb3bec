import { conditionCount, type ConditionCount } from './condition-count.js';

/**
 * How many labels of 0 that predictions at most at the threshold meet, each by its weight: both `[batch, ..., n]`.
 *
 * @example compile({ loss: 'binaryCrossentropy', metrics: [metrics.trueNegatives({ threshold: 0.7 })] })
 * @see https://keras.io/api/metrics/classification_metrics/
 */
export const trueNegatives: ConditionCount<'trueNegatives', 'true_negatives'> = conditionCount(
  'trueNegatives',
  'TrueNegatives',
  'true_negatives',
);
