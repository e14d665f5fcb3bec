import { hingeLosses } from '../losses/hinge.js';
import { plainMetric, type PlainMetric } from './metric.js';

/**
 * How far predictions are from the right side of a margin of 1, labels -1 or 1: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'mse', metrics: [metrics.hinge()] })
 * @see https://keras.io/api/metrics/hinge_metrics/#hinge-class
 */
export const hinge: PlainMetric<'hinge', 'hinge'> = plainMetric('hinge', 'Hinge', 'hinge', hingeLosses);
