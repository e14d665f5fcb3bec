import { precisionRate, rateAtRate, sensitivity, type RateAtRate } from './rate-at-rate.js';

/**
 * The best precision where the recall is at least a value, over thresholds from 0 to 1: labels 0 or 1 and predictions from 0 to 1, both `[batch, ..., n]`.
 *
 * @param value What the other is at least: 0 to 1.
 * @example compile({ loss: 'binaryCrossentropy', metrics: [metrics.precisionAtRecall(0.9)] })
 * @throws TypeError where labels are not of the predictions' shape.
 * @see https://keras.io/api/metrics/classification_metrics/#precisionatrecall-class
 */
export const precisionAtRecall: RateAtRate<'precision_at_recall'> = rateAtRate(
  'precisionAtRecall',
  'PrecisionAtRecall',
  'precision_at_recall',
  precisionRate,
  sensitivity,
);
