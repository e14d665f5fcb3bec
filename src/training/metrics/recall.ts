import { positiveShare, type PositiveShare } from './positive-share.js';

/**
 * The share of the labels of 1 that predictions meet: labels 0 or 1 and predictions from 0 to 1, both `[batch, ..., n]`; 0 where there are none.
 *
 * @example compile({ loss: 'binaryCrossentropy', metrics: [metrics.recall({ threshold: 0.7 })] })
 * @throws TypeError where labels are not of the predictions' shape.
 * @see https://keras.io/api/metrics/classification_metrics/#recall-class
 */
export const recall: PositiveShare<'recall'> = positiveShare('recall', 'Recall', 'falseNegatives');
