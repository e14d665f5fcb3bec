import { precisionRate, rateAtRate, sensitivity, type RateAtRate } from './rate-at-rate.js';

/**
 * The best recall where the precision is at least a value, over thresholds from 0 to 1: labels 0 or 1 and predictions from 0 to 1, both `[batch, ..., n]`.
 *
 * @param value What the other is at least: 0 to 1.
 * @example compile({ loss: 'binaryCrossentropy', metrics: [metrics.recallAtPrecision(0.9)] })
 * @throws TypeError where labels are not of the predictions' shape.
 * @see https://keras.io/api/metrics/classification_metrics/#recallatprecision-class
 */
export const recallAtPrecision: RateAtRate<'recall_at_precision'> = rateAtRate(
  'recallAtPrecision',
  'RecallAtPrecision',
  'recall_at_precision',
  sensitivity,
  precisionRate,
);
