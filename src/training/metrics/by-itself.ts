import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '../../tfjs/tensor.js';
import type { AnyData } from '../data/data.js';
import { tensorOf } from '../data/tensor-of.js';
import { takenInStep } from './in-step.js';
import type { AnyMetric, MetricState } from './metric.js';

/**
 * A metric's methods outside of `fit`: its state begins with the first data, and ends with `reset`. In a step of a model's own
 * what it takes in is the run's.
 */
export const byItself = (
  create: () => MetricState,
  metric: () => AnyMetric,
): Pick<AnyMetric, 'update' | 'result' | 'reset'> => {
  let state: MetricState | undefined;
  return {
    update: (yTrue, yPred, { sampleWeight } = {}) => {
      if (takenInStep(metric(), [yTrue, yPred, sampleWeight as AnyData | undefined])) return;
      state ??= create();
      const own = state;
      tf.tidy(() => {
        const [labels, predictions] = [tensorOf(yTrue), tensorOf(yPred)];
        own.update(
          labels as unknown as Tensor,
          predictions as unknown as Tensor,
          sampleWeight && (tensorOf(sampleWeight as AnyData) as unknown as Tensor),
        );
      });
    },
    result: async () => {
      const empty = state ? undefined : create();
      const value = await (state ?? empty!).result();
      empty?.dispose();
      return value;
    },
    reset: () => {
      state?.dispose();
      state = undefined;
    },
  };
};
