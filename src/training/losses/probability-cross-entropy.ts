import * as tf from '@tensorflow/tfjs-core';

/** Keras's bound on probabilities. */
const epsilon = 1e-7;

/** Cross-entropy against probabilities, which are made to sum to one first, as Keras does. */
export const probabilityCrossEntropy = (targets: tf.Tensor, probabilities: tf.Tensor): tf.Tensor => {
  const shares = tf.div(probabilities, tf.sum(probabilities, -1, true));
  return tf.neg(tf.sum(tf.mul(targets, tf.log(tf.clipByValue(shares, epsilon, 1 - epsilon))), -1));
};
