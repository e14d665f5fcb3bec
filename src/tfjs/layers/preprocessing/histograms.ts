import * as tf from '@tensorflow/tfjs-core';

/** The bins of values, cut off to whole numbers: those beyond them, and NaN, in the first or the last. */
export const bins = (x: tf.Tensor, count: number): tf.Tensor =>
  tf.cast(tf.where(tf.greaterEqual(x, 1), tf.minimum(tf.floor(x), count - 1), tf.zerosLike(x)), 'int32');

/** How many of each row's bins there are of each number: `[rows, values]` gives `[rows, count]`. */
export const histograms = (rows: tf.Tensor, count: number): tf.Tensor => {
  // in one row, each with bins of its own: tfjs-node counts no rows
  const first = tf.expandDims(tf.range(0, rows.shape[0]! * count, count, 'int32'), -1);
  const places = tf.reshape(tf.add(rows, first), [-1]) as tf.Tensor1D;
  const found = tf.bincount(places, tf.tensor1d([]), rows.shape[0]! * count);
  return tf.reshape(tf.cast(found, 'float32'), [-1, count]);
};
