import * as tf from '@tensorflow/tfjs-core';

/** Values scaled to length 1 along some axes, by `most` at most, as Keras's `normalize` does it; where all are 0 they stay so. */
export const toUnitLength = (x: tf.Tensor, axes: number | number[], most: number): tf.Tensor =>
  tf.mul(x, tf.minimum(tf.rsqrt(tf.sum(tf.square(x), axes, true)), most));
