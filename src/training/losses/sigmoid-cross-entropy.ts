import * as tf from '@tensorflow/tfjs-core';

/** Keras's bound on probabilities. */
const epsilon = 1e-7;

/** `max(x, 0) - x * z + log(1 + exp(-|x|))`, whose gradient is `sigmoid(x) - z`: stable for any logit. */
export const sigmoidCrossEntropy = (targets: tf.Tensor, logits: tf.Tensor): tf.Tensor =>
  tf.customGrad((x, save) => {
    const logitsIn = x as tf.Tensor;
    (save as tf.GradSaveFunc)([tf.sub(tf.sigmoid(logitsIn), targets)]);
    return {
      value: tf.add(
        tf.sub(tf.relu(logitsIn), tf.mul(logitsIn, targets)),
        tf.log1p(tf.exp(tf.neg(tf.abs(logitsIn)))),
      ),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, saved[0]!),
    };
  })(logits);

/** `-z * log(p) - (1 - z) * log(1 - p)`, for probabilities held between Keras's bounds. */
export const likelihoodLoss = (targets: tf.Tensor, probabilities: tf.Tensor): tf.Tensor => {
  const p = tf.clipByValue(probabilities, epsilon, 1 - epsilon);
  return tf.neg(tf.add(tf.mul(targets, tf.log(p)), tf.mul(tf.sub(1, targets), tf.log(tf.sub(1, p)))));
};
