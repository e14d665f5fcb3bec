import { sensitivity, rateAtRate, specificity, type RateAtRate } from './rate-at-rate.js';

/**
 * The best share of labels of 1 that are met, where the share of labels of 0 that are met is at least a value, over thresholds from 0 to 1: labels 0 or 1 and predictions from 0 to 1, both `[batch, ..., n]`.
 *
 * @param value What the other is at least: 0 to 1.
 * @example compile({ loss: 'binaryCrossentropy', metrics: [metrics.sensitivityAtSpecificity(0.9)] })
 * @throws TypeError where labels are not of the predictions' shape.
 * @see https://keras.io/api/metrics/classification_metrics/#sensitivityatspecificity-class
 */
export const sensitivityAtSpecificity: RateAtRate<'sensitivity_at_specificity'> = rateAtRate(
  'sensitivityAtSpecificity',
  'SensitivityAtSpecificity',
  'sensitivity_at_specificity',
  sensitivity,
  specificity,
);
