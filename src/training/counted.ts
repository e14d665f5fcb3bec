import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '../tfjs/tensor.js';
import type { OutputPlan } from './plan.js';

/** Which of an output's values count: those that neither a mask nor the loss leaves out. */
export const counted = (
  { loss }: OutputPlan,
  labels: tf.Tensor,
  losses: Tensor,
  mask: tf.Tensor | undefined,
): Tensor | undefined => {
  const own = loss.counted?.(labels as unknown as Tensor, losses) as unknown as tf.Tensor | undefined;
  return (own && mask ? tf.mul(own, mask) : (own ?? mask)) as unknown as Tensor | undefined;
};
