import * as tf from '@tensorflow/tfjs-core';

/** Where the largest value along an axis is, as TensorFlow has it: one that is no number is passed over. */
export const largestClass = (values: tf.Tensor, axis: number): tf.Tensor =>
  tf.argMax(
    values.dtype === 'float32' ? tf.where(tf.isNaN(values), tf.scalar(-Infinity), values) : values,
    axis,
  );
