import * as tf from '@tensorflow/tfjs-core';
import type { CommonSettings } from './optimizer.js';

const norm = (tensors: readonly tf.Tensor[]): tf.Scalar =>
  tf.sqrt(tf.addN(tensors.map((tensor) => tf.sum(tf.square(tensor))))) as tf.Scalar;

/** Scaled down to a norm of `limit` at most. */
const shortened = (tensor: tf.Tensor, length: tf.Scalar, limit: number): tf.Tensor =>
  tf.mul(tensor, tf.div(limit, tf.maximum(length, limit)));

/** Gradients held to the optimizer's limits, as Keras does: by norm, else all together, else by value. */
export const clipGradients = (
  gradients: readonly tf.Tensor[],
  settings: CommonSettings,
): readonly tf.Tensor[] => {
  const { clipnorm, globalClipnorm, clipvalue } = settings;
  if (clipnorm) return gradients.map((gradient) => shortened(gradient, norm([gradient]), clipnorm));
  if (globalClipnorm) {
    const length = norm(gradients);
    return gradients.map((gradient) => shortened(gradient, length, globalClipnorm));
  }
  return clipvalue ? gradients.map((gradient) => tf.clipByValue(gradient, -clipvalue, clipvalue)) : gradients;
};
