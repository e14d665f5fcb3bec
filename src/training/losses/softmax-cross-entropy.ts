import * as tf from '@tensorflow/tfjs-core';

/**
 * Cross-entropy of softmax(logits) against target distributions, stable for any logits:
 * `log(sum(exp(x - max))) - sum(target * (x - max))`, for targets that sum to `mass`; its gradient is
 * `softmax(x) * sum(target) - target`. `[..., classes]` twice gives `[...]`. Where targets are one-hot, the logits of the
 * other classes are left out of the second sum, and not multiplied by 0: they may be infinite.
 */
export const softmaxCrossEntropy = (targets: tf.Tensor, logits: tf.Tensor, oneHot = false): tf.Tensor => {
  const op = tf.customGrad((x, save) => {
    const logitsIn = x as tf.Tensor;
    const shifted = tf.sub(logitsIn, tf.max(logitsIn, -1, true));
    const powers = tf.exp(shifted);
    const sums = tf.sum(powers, -1, true);
    const mass = tf.sum(targets, -1, true);
    const own = oneHot
      ? tf.where(tf.cast(targets, 'bool'), shifted, tf.zerosLike(shifted))
      : tf.mul(targets, shifted);
    const value = tf.sub(tf.mul(tf.log(sums), mass), tf.sum(own, -1, true));
    const slope = tf.sub(tf.mul(tf.div(powers, sums), mass), targets);
    (save as tf.GradSaveFunc)([slope]);
    return {
      value: tf.squeeze(value, [-1]),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(saved[0]!, tf.expandDims(dy, -1)),
    };
  });
  return op(logits);
};
