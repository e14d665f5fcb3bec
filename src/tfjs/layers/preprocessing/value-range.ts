import * as tf from '@tensorflow/tfjs-core';

/** The least and the largest value of pixels. */
export type ValueRange = readonly [least: number, largest: number];

/** Values of one range in another. */
export const inRange = (x: tf.Tensor, from: ValueRange, to: ValueRange): tf.Tensor =>
  from[0] === to[0] && from[1] === to[1]
    ? x
    : tf.add(tf.mul(tf.div(tf.sub(x, from[0]), from[1] - from[0]), to[1] - to[0]), to[0]);
