import { positiveShare, type PositiveShare } from './positive-share.js';

/**
 * The share of right ones among the predictions that count as 1: labels 0 or 1 and predictions from 0 to 1, both `[batch, ..., n]`; 0 where there are none.
 *
 * @example compile({ loss: 'binaryCrossentropy', metrics: [metrics.precision({ threshold: 0.7 })] })
 * @throws TypeError where labels are not of the predictions' shape.
 * @see https://keras.io/api/metrics/classification_metrics/#precision-class
 */
export const precision: PositiveShare<'precision'> = positiveShare(
  'precision',
  'Precision',
  'falsePositives',
);
