import * as tf from '@tensorflow/tfjs-core';
import type { Settings } from '../regularization/random-layer.js';
import { apart } from './apart.js';
import { bins, histograms } from './histograms.js';
import { inRange, type ValueRange } from './value-range.js';

const byte: ValueRange = [0, 255];

/** Values of one channel of all images, 0 to 255, so that each is as frequent as the others; no gradient comes through. */
const equalized = (values: tf.Tensor, count: number): tf.Tensor => {
  const found = histograms(tf.expandDims(bins(tf.div(tf.mul(values, count - 1), 255), count), 0), count);
  const sums = tf.cumsum(tf.reshape(found, [-1]));
  // of those that are there, the first
  const first = tf.min(tf.where(tf.greater(sums, 0), sums, tf.max(sums)));
  const rest = tf.sub(tf.max(sums), first);
  const table = tf.div(
    tf.mul(tf.sub(sums, first), 255),
    tf.where(tf.equal(rest, 0), tf.onesLike(rest), rest),
  );
  const places = bins(tf.mul(tf.div(values, 255), count - 1), count);
  const spread = tf.gather(tf.clipByValue(tf.round(table), 0, 255), places);
  const isFlat = tf.lessEqual(tf.sum(tf.cast(tf.greater(found, 0), 'int32')), 1);
  return tf.where(isFlat, values, spread);
};

/** Equalizes the histogram of each channel, over a whole batch, as Keras does. */
export const equalization = (x: tf.Tensor4D, { valueRange, bins: count = 256 }: Settings): tf.Tensor => {
  const values = valueRange as ValueRange;
  const channels = tf.unstack(inRange(x, values, byte), -1);
  const done = channels.map((channel) =>
    apart(channel, (given) => tf.reshape(equalized(tf.reshape(given, [-1]), count as number), channel.shape)),
  );
  return inRange(tf.stack(done, -1), byte, values);
};
