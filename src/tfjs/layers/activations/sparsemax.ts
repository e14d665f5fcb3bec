import * as tf from '@tensorflow/tfjs-core';

/** What sparsemax takes off each value of some rows, and what its gradient needs of it. */
interface Threshold {
  readonly tau: tf.Tensor;
  /** The places of the values in falling order, and how many of them count. */
  readonly order: tf.Tensor;
  readonly k: tf.Tensor;
}

/**
 * Keras's threshold: of the first sums of the falling values z, those s_1 to s_k count with z_j > (s_j - 1) / j, and
 * tau is (s_1 + ... + s_k - 1) / k. (Martins and Astudillo 2016 have s_k alone in place of the sum, so that their values
 * sum to one.) Where a value is NaN, so is tau.
 */
const threshold = (rows: tf.Tensor2D): Threshold => {
  const n = rows.shape[1];
  const { values, indices } = tf.topk(rows, n);
  const sums = tf.cumsum(values, 1);
  const counts = tf.range(1, n + 1);
  const kept = tf.greater(tf.sub(values, tf.div(tf.sub(sums, 1), counts)), 0);
  const k = tf.sum(tf.cast(kept, 'float32'), 1, true);
  const sum = tf.sum(tf.where(kept, sums, tf.zerosLike(sums)), 1, true);
  const missing = tf.any(tf.isNaN(rows), 1, true);
  const tau = tf.where(missing, tf.fill(missing.shape, NaN), tf.div(tf.sub(sum, 1), k));
  return { tau, order: indices, k };
};

const ofRows = (rows: tf.Tensor2D): tf.Tensor =>
  // tfjs has no gradient of sorting
  tf.customGrad((given, save) => {
    const { tau, order, k } = threshold(given as tf.Tensor2D);
    const value = tf.relu(tf.sub(given as tf.Tensor, tau));
    (save as tf.GradSaveFunc)([value, order, k]);
    return {
      value,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [made, places, count] = saved as [tf.Tensor, tf.Tensor2D, tf.Tensor];
        const [m, n] = places.shape;
        const onward = tf.mul(dy, tf.cast(tf.greater(made, 0), 'float32'));
        // the value at place j is in the sums from s_j to s_k
        const share = tf.div(tf.relu(tf.sub(tf.add(count, 1), tf.range(1, n + 1))), count);
        const inPlace = tf.matMul(tf.reshape(share, [m, 1, n]), tf.cast(tf.oneHot(places, n), 'float32'));
        return tf.sub(onward, tf.mul(tf.reshape(inPlace, [m, n]), tf.sum(onward, 1, true)));
      },
    };
  })(rows);

/** Sparsemax along the last axis, by Keras's formula. */
export const sparsemax = (x: tf.Tensor): tf.Tensor =>
  tf.reshape(ofRows(tf.reshape(x, [-1, x.shape.at(-1)!])), x.shape);
