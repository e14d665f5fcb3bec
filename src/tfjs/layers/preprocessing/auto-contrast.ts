import * as tf from '@tensorflow/tfjs-core';
import type { Settings } from '../regularization/random-layer.js';
import { apart } from './apart.js';
import { inRange, type ValueRange } from './value-range.js';

/** Spreads the values of each channel, or of what other axes hold, over the whole range. */
export const autoContrast = (x: tf.Tensor4D, { valueRange }: Settings, axes = [1, 2]): tf.Tensor => {
  const values = valueRange as ValueRange;
  const images = inRange(x, values, [0, 255]);
  const [low, high] = [tf.min(images, axes, true), tf.max(images, axes, true)];
  const range = tf.sub(high, low);
  const isFlat = apart(range, (given) => tf.equal(given, 0));
  const scale = tf.div(255, tf.where(isFlat, tf.onesLike(range), range));
  const spread = tf.add(tf.mul(images, scale), tf.mul(tf.neg(low), scale));
  return tf.where(isFlat, x, inRange(tf.clipByValue(spread, 0, 255), [0, 255], values));
};
