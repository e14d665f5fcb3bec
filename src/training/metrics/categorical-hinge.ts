import { categoricalHingeLosses } from '../losses/categorical-hinge.js';
import { plainMetric, type PlainMetric } from './metric.js';

/**
 * How far the right class's score is from being a margin of 1 above the best of the others', labels one-hot: labels and predictions `[batch, ..., classes]`.
 *
 * @example compile({ loss: 'mse', metrics: [metrics.categoricalHinge()] })
 * @see https://keras.io/api/metrics/hinge_metrics/#categoricalhinge-class
 */
export const categoricalHinge: PlainMetric<'categoricalHinge', 'categorical_hinge'> = plainMetric(
  'categoricalHinge',
  'CategoricalHinge',
  'categorical_hinge',
  categoricalHingeLosses,
);
