import { declare } from '../../options/declare.js';
import { squaredErrors } from '../losses/mean-squared-error.js';
import { meanState, metricOf, metricOptions, type PlainMetric } from './metric.js';

/**
 * The root of the mean of squared errors: labels and predictions `[batch, ..., n]`.
 *
 * @example compile({ loss: 'mse', metrics: [metrics.rootMeanSquaredError()] })
 * @see https://keras.io/api/metrics/regression_metrics/#rootmeansquarederror-class
 */
export const rootMeanSquaredError: PlainMetric<'rootMeanSquaredError', 'root_mean_squared_error'> = declare(
  { name: 'rootMeanSquaredError', options: metricOptions('root_mean_squared_error') },
  ({ name }) =>
    metricOf(name, 'RootMeanSquaredError', {}, () => {
      const mean = meanState(squaredErrors);
      return { ...mean, result: async () => Math.sqrt(await mean.result()) };
    }),
);
