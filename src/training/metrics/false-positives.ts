import { conditionCount, type ConditionCount } from './condition-count.js';

/**
 * How many predictions above the threshold whose label is 0, each by its weight: both `[batch, ..., n]`.
 *
 * @example compile({ loss: 'binaryCrossentropy', metrics: [metrics.falsePositives({ threshold: 0.7 })] })
 * @see https://keras.io/api/metrics/classification_metrics/
 */
export const falsePositives: ConditionCount<'falsePositives', 'false_positives'> = conditionCount(
  'falsePositives',
  'FalsePositives',
  'false_positives',
);
