import * as tf from '@tensorflow/tfjs-core';
import { show } from '../../errors/show.js';
import { declare } from '../../options/declare.js';
import { callable, text } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { meanMetric, type AnyMetric, type Metric, type MetricOptions } from './metric.js';

/** A metric of the user's own: labels and predictions give a value for each sample, or one for the batch. */
export type MetricFunction = { bivariant(yTrue: Tensor, yPred: Tensor): Tensor }['bivariant'];

/**
 * A metric from a function: the mean over all samples of what it gives for labels and predictions, `[batch]` or
 * `[batch, steps]`; one number for a batch counts once. It stands for itself in `compile` too; here it has a name that
 * the types know.
 *
 * @param compute Labels and predictions in, a value for each sample out.
 * @example metrics.custom((yTrue, yPred) => tf.abs(tf.sub(yTrue, yPred)), { name: 'off' })
 * @throws TypeError where the function, once it is called, gives no tensor.
 */
export const custom: <const N extends string = 'metric'>(
  compute: MetricFunction,
  options?: MetricOptions<N>,
) => Metric<NoInfer<N>> = declare(
  {
    name: 'custom',
    takes: { compute: callable<MetricFunction>('a function of labels and predictions') },
    options: { name: optional(text, 'metric') } satisfies Declares<MetricOptions<string>>,
  },
  ({ compute, name }) => fromFunction(compute, name),
);

/** A metric from a function, under a name in logs. */
export const fromFunction = (compute: MetricFunction, name: string): AnyMetric =>
  meanMetric(name, 'MetricFunction', {}, (yTrue, yPred) => {
    const values: unknown = compute(yTrue, yPred);
    if (values instanceof tf.Tensor) return values as unknown as Tensor;
    throw new TypeError(
      `the metric '${name}' must give a tensor, [batch] or [batch, steps]; got ${show(values)}`,
    );
  });
