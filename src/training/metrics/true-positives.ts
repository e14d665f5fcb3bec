import { conditionCount, type ConditionCount } from './condition-count.js';

/**
 * How many labels of 1 that predictions above the threshold meet, each by its weight: both `[batch, ..., n]`.
 *
 * @example compile({ loss: 'binaryCrossentropy', metrics: [metrics.truePositives({ threshold: 0.7 })] })
 * @see https://keras.io/api/metrics/classification_metrics/
 */
export const truePositives: ConditionCount<'truePositives', 'true_positives'> = conditionCount(
  'truePositives',
  'TruePositives',
  'true_positives',
);
