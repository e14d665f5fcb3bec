import * as tf from '@tensorflow/tfjs-core';

/** A function of each value by itself, and its slope: comparisons, of which it may be made, have no gradients in tfjs. */
export const withSlope =
  (value: (x: tf.Tensor) => tf.Tensor, slope: (x: tf.Tensor) => tf.Tensor) =>
  (x: tf.Tensor): tf.Tensor =>
    tf.customGrad((given, save) => {
      (save as tf.GradSaveFunc)([given as tf.Tensor]);
      return {
        value: value(given as tf.Tensor),
        gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, slope(saved[0]!)),
      };
    })(x);
