import * as tf from '@tensorflow/tfjs-core';

/** A tensor with the axis of its classes as the last one: `[batch, classes, height, width]` by 1 is `[batch, height, width, classes]`. */
export const classesLast = (x: tf.Tensor, axis: number): tf.Tensor => {
  const place = axis < 0 ? x.rank + axis : axis;
  if (place === x.rank - 1) return x;
  const others = x.shape.map((_, i) => i).filter((i) => i !== place);
  return tf.transpose(x, [...others, place]);
};
