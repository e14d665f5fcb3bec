import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { checkAxes } from '../check-axes.js';
import { alongAxis, type AlongAxisOptions } from './cosine-similarity.js';
import { meanMetric, type Metric } from './metric.js';

/** Keeps the division finite. */
const epsilon = 1e-7;

/**
 * How far labels and predictions are the same along an axis, and not in step alone: from -1 to 1 (Lin 1989). Both
 * `[batch, ..., n]`.
 *
 * @example compile({ loss: 'mse', metrics: [metrics.concordanceCorrelation()] })
 * @see https://keras.io/api/metrics/regression_metrics/
 */
export const concordanceCorrelation: <const N extends string = 'concordance_correlation'>(
  options?:
    AlongAxisOptions<N> | Said<'concordanceCorrelation takes its options as an object, e.g. { axis: -1 }'>,
) => Metric<NoInfer<N>> = declare(
  { name: 'concordanceCorrelation', options: alongAxis('concordance_correlation') },
  ({ name, axis }) =>
    meanMetric(name, 'ConcordanceCorrelation', { axis }, (yTrue, yPred) => {
      const [labels, predictions] = [tf.cast(native(yTrue), 'float32'), native(yPred)];
      checkAxes('concordanceCorrelation', axis, predictions.shape);
      const [t, p] = [tf.moments(labels, axis, true), tf.moments(predictions, axis, true)];
      // as in Keras, both are taken about the mean of the predictions
      const together = tf.mul(tf.sub(labels, p.mean), tf.sub(predictions, p.mean));
      const spread = tf.add(tf.add(t.variance, p.variance), tf.square(tf.sub(t.mean, p.mean)));
      return tf.mean(tf.div(tf.mul(together, 2), tf.add(spread, epsilon)), axis) as unknown as Tensor;
    }),
);
