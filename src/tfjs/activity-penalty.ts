import * as tf from '@tensorflow/tfjs-core';
import type { AnyLayer } from '../graph/layer.js';

/** The penalty on what a layer gives, for each sample of the batch, as Keras has it; most layers have none. */
export const activityPenalty = (layer: AnyLayer, output: tf.Tensor): readonly tf.Scalar[] => {
  const { activityRegularizer } = layer.spec.config;
  if (activityRegularizer === undefined) return [];
  const { l1 = 0, l2 = 0 } = (activityRegularizer as { config: { l1?: number; l2?: number } }).config;
  const penalty = tf.tidy(() => {
    const terms = [
      ...(l1 === 0 ? [] : [tf.mul(tf.sum(tf.abs(output)), l1)]),
      ...(l2 === 0 ? [] : [tf.mul(tf.sum(tf.square(output)), l2)]),
    ];
    const sum = terms.reduce((all, term) => tf.add(all, term), tf.scalar(0));
    return tf.div(sum, Math.max(1, output.shape[0] ?? 1)) as tf.Scalar;
  });
  return [penalty];
};
