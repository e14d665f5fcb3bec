import * as tf from '@tensorflow/tfjs-core';

/** Labels of a hinge loss, -1 or 1: as in Keras, a batch of 0 and 1 alone is taken for those. */
export const signedLabels = (labels: tf.Tensor): tf.Tensor => {
  const given = tf.cast(labels, 'float32');
  const isBinary = tf.cast(tf.all(tf.logicalOr(tf.equal(given, 0), tf.equal(given, 1))), 'float32');
  return tf.add(given, tf.mul(isBinary, tf.sub(given, 1)));
};
