import * as tf from '@tensorflow/tfjs-core';

/** The pixels of images, each at whole places of its own, `[batch, height, width]`; the fill value where there is none. */
export const pixelsAt = (x: tf.Tensor4D, ys: tf.Tensor, xs: tf.Tensor, fillValue: number): tf.Tensor => {
  const [batch, height, width, channels] = x.shape;
  const isThere = [ys, xs].map((at, i) =>
    tf.logicalAnd(tf.greaterEqual(at, 0), tf.less(at, [height, width][i]!)),
  );
  // one list of all pixels: a gather of each image from its own lacks a gradient, and is wrong on wasm
  const first = tf.reshape(tf.range(0, batch * height * width, height * width), [batch, 1, 1]);
  const row = tf.add(first, tf.mul(tf.clipByValue(ys, 0, height - 1), width));
  const places = tf.cast(tf.add(row, tf.clipByValue(xs, 0, width - 1)), 'int32');
  const found = tf.gather(tf.reshape(x, [-1, channels]), tf.reshape(places, [-1]));
  const there = tf.expandDims(tf.logicalAnd(isThere[0]!, isThere[1]!), -1);
  return tf.where(there, tf.reshape(found, x.shape), tf.scalar(fillValue));
};

/** What is between 4 pixels at places that are not whole, by how near each of them is. */
export const betweenPixels = (
  ys: tf.Tensor,
  xs: tf.Tensor,
  at: (ys: tf.Tensor, xs: tf.Tensor) => tf.Tensor,
): tf.Tensor => {
  const [left, top] = [tf.floor(xs), tf.floor(ys)];
  const [right, bottom] = [tf.add(left, 1), tf.add(top, 1)];
  const share = (of: tf.Tensor, from: tf.Tensor) => tf.expandDims(tf.sub(of, from), -1);
  const row = (y: tf.Tensor) =>
    tf.add(tf.mul(share(right, xs), at(y, left)), tf.mul(share(xs, left), at(y, right)));
  return tf.add(tf.mul(share(bottom, ys), row(top)), tf.mul(share(ys, top), row(bottom)));
};

/** As many places as numbers of 32 bits tell apart: on graphics cards whole numbers are such, too. */
export const mostPlaces = 2 ** 24;
