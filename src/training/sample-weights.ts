import * as tf from '@tensorflow/tfjs-core';
import { showShape } from '../shapes/shape.js';

/**
 * Weights `[batch]` or `[batch, steps]` with as many axes as what they weigh, so that they broadcast:
 * `[batch]` for losses `[batch, steps]` become `[batch, 1]`, `[batch, 1]` for losses `[batch]` become `[batch]`.
 *
 * @throws TypeError where a value has no place for a weight: there is one for the whole batch, or not one for each step.
 */
export const alignWeights = (weights: tf.Tensor, values: tf.Tensor): tf.Tensor => {
  const fits = weights.shape.every((dim, axis) => dim === 1 || dim === values.shape[axis]);
  if (!fits || values.rank === 0)
    throw new TypeError(
      values.rank === 0
        ? 'sampleWeight and classWeight weigh a loss for each sample, [batch], but this loss is one number for the whole batch; give losses that are not averaged yet'
        : `weights of shape ${showShape(weights.shape)} do not fit losses or metrics of shape ${showShape(values.shape)}: there must be a value for each weight`,
    );
  return tf.reshape(
    weights,
    values.shape.map((_, axis) => weights.shape[axis] ?? 1),
  );
};
