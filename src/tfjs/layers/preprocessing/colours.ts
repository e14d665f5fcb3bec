// Colours by other numbers than red, green and blue, as TensorFlow works them out; channels stand last.
import * as tf from '@tensorflow/tfjs-core';
import { apart } from './apart.js';

/** Hue, saturation and value, each without an axis of channels. */
export type Hsv = readonly [hue: tf.Tensor, saturation: tf.Tensor, value: tf.Tensor];

const isPositive = (x: tf.Tensor): tf.Tensor => apart(x, (given) => tf.greater(given, 0));

/** 0 where there is nothing to divide by. */
const divided = (x: tf.Tensor, by: tf.Tensor): tf.Tensor =>
  tf.where(isPositive(by), tf.div(x, tf.where(isPositive(by), by, tf.onesLike(by))), tf.zerosLike(x));

/** Hue, saturation and value of images. */
export const hsvOf = (x: tf.Tensor4D): Hsv => {
  const [red, green, blue] = tf.unstack(x, -1) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const value = tf.max(x, -1);
  const range = tf.sub(value, tf.min(x, -1));
  const isLargest = (channel: number) =>
    apart(x, (images) => tf.equal(tf.unstack(images, -1)[channel]!, tf.max(images, -1)));
  const sixths = tf.mul(range, 6);
  const hue = tf.where(
    isLargest(0),
    divided(tf.sub(green, blue), sixths),
    tf.where(
      isLargest(1),
      tf.add(divided(tf.sub(blue, red), sixths), 2 / 6),
      tf.add(divided(tf.sub(red, green), sixths), 4 / 6),
    ),
  );
  const seen = tf.where(isPositive(range), hue, tf.zerosLike(hue));
  const turn = apart(seen, (given) => tf.cast(tf.less(given, 0), 'float32'));
  return [tf.add(seen, turn), divided(range, value), value];
};

/** Images of hue, saturation and value. */
export const fromHsv = ([hue, saturation, value]: Hsv): tf.Tensor => {
  const sixths = tf.mul(hue, 6);
  const away = (from: number) => tf.abs(tf.sub(sixths, from));
  const shares = [tf.sub(away(3), 1), tf.sub(2, away(2)), tf.sub(2, away(4))];
  const grey = tf.sub(1, saturation);
  return tf.stack(
    shares.map((share) => tf.mul(tf.add(grey, tf.mul(saturation, tf.clipByValue(share, 0, 1))), value)),
    -1,
  );
};

/** What red, green and blue are worth in grey. */
const worth = [0.2989, 0.587, 0.114];

/** Images in grey, of one channel; one channel is grey. */
export const greyOf = (x: tf.Tensor4D): tf.Tensor =>
  x.shape[3] === 1 ? x : tf.sum(tf.mul(x, tf.tensor1d(worth)), -1, true);
