import * as tf from '@tensorflow/tfjs-core';

/**
 * Weights `[batch]` or `[batch, steps]` with as many axes as what they weigh, so that they broadcast:
 * `[batch]` for losses `[batch, steps]` become `[batch, 1]`, `[batch, 1]` for losses `[batch]` become `[batch]`.
 */
export const alignWeights = (weights: tf.Tensor, rank: number): tf.Tensor =>
  tf.reshape(
    weights,
    Array.from({ length: rank }, (_, axis) => weights.shape[axis] ?? 1),
  );
