import * as tf from '@tensorflow/tfjs-core';
import { countOf } from '../../../shapes/sizes.js';

/** An operation along one axis of a tensor of any rank: it sees `[outer, n, inner]`, and may change n. */
export const alongAxis = (x: tf.Tensor, axis: number, change: (x: tf.Tensor3D) => tf.Tensor): tf.Tensor => {
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const folded = tf.reshape(x, [countOf(before), x.shape[axis]!, countOf(after)]);
  const changed = change(folded as tf.Tensor3D);
  return tf.reshape(changed, [...before, changed.shape[1]!, ...after]);
};

/** Every step of `[outer, n, inner]` so many times. */
export const repeated = (x: tf.Tensor3D, times: number): tf.Tensor => {
  const [outer, n, inner] = x.shape;
  if (times === 1) return x;
  return tf.reshape(tf.tile(tf.reshape(x, [outer * n, 1, inner]), [1, times, 1]), [outer, n * times, inner]);
};
