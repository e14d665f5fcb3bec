import * as tf from '@tensorflow/tfjs-core';
import { betweenPixels, mostPlaces, pixelsAt } from './pixels-at.js';

/** What is beyond the edges. */
export type FillMode = 'constant' | 'nearest' | 'reflect' | 'wrap';

/** How images that are moved are filled, and their new pixels come about. */
export interface Filling {
  readonly fillMode: FillMode;
  readonly interpolation: 'nearest' | 'bilinear';
  readonly fillValue: number;
}

/**
 * Where the pixels of an image come from: that at (x, y) from `((a0 x + a1 y + a2) / k, (b0 x + b1 y + b2) / k)`, where
 * `k = c0 x + c1 y + 1`.
 */
export type Projection = readonly [
  ...a: [number, number, number],
  ...b: [number, number, number],
  ...c: [number, number],
];

/** How often n goes into each number of zero or more: a graphics card's own quotient may be just below a whole one. */
const quotient = (x: tf.Tensor, n: number): tf.Tensor => {
  const near = tf.floor(tf.div(x, n));
  const more = tf.cast(tf.greaterEqual(x, tf.mul(tf.add(near, 1), n)), 'float32');
  const less = tf.cast(tf.less(x, tf.mul(near, n)), 'float32');
  return tf.sub(tf.add(near, more), less);
};

/** TensorFlow's ways back from beyond the edges of an axis of n pixels. */
const inside: Readonly<Record<FillMode, (at: tf.Tensor, n: number) => tf.Tensor>> = {
  constant: (at) => at,
  nearest: (at, n) => tf.clipByValue(at, 0, n - 1),
  reflect: (at, n) => {
    if (n === 1) return tf.zerosLike(at);
    const period = 2 * n;
    const before = tf.add(tf.mul(quotient(tf.neg(at), period), period), at);
    const mirrored = tf.where(tf.less(before, -n), tf.add(before, period), tf.sub(tf.neg(before), 1));
    const past = tf.sub(at, tf.mul(quotient(at, period), period));
    const after = tf.where(tf.greaterEqual(past, n), tf.sub(period - 1, past), past);
    return tf.clipByValue(tf.where(tf.less(at, 0), mirrored, after), 0, n - 1);
  },
  wrap: (at, n) => {
    if (n === 1) return tf.zerosLike(at);
    const before = tf.add(at, tf.mul(tf.add(quotient(tf.neg(at), n - 1), 1), n));
    const after = tf.sub(at, tf.mul(quotient(at, n - 1), n));
    const found = tf.where(tf.less(at, 0), before, tf.where(tf.greater(at, n - 1), after, at));
    return tf.clipByValue(found, 0, n - 1);
  },
};

/** The nearest whole numbers; halves go away from zero. */
const rounded = (x: tf.Tensor): tf.Tensor => tf.mul(tf.sign(x), tf.floor(tf.add(tf.abs(x), 0.5)));

/**
 * Images, channels last, whose pixels come from elsewhere in them, by a projection for each: TensorFlow's
 * `ImageProjectiveTransformV3`. tfjs has that on some backends, but no gradient of it.
 */
export const projectImages = (
  x: tf.Tensor4D,
  projections: readonly Projection[],
  filling: Filling,
): tf.Tensor => {
  const [batch, height, width] = x.shape;
  if (batch > 1 && batch * height * width > mostPlaces) {
    const half = Math.ceil(batch / 2);
    const parts = tf.split(x, [half, batch - half]) as tf.Tensor4D[];
    const of = [projections.slice(0, half), projections.slice(half)];
    return tf.concat(parts.map((part, i) => projectImages(part, of[i]!, filling)));
  }
  const { fillMode, interpolation, fillValue } = filling;
  const along = tf.reshape(tf.range(0, width), [1, 1, width]);
  const down = tf.reshape(tf.range(0, height), [1, height, 1]);
  const column = (i: number) =>
    tf.tensor3d(
      projections.map((each) => each[i]!),
      [projections.length, 1, 1],
    );
  const linear = (i: number, rest: tf.Tensor) =>
    tf.add(tf.add(tf.mul(column(i), along), tf.mul(column(i + 1), down)), rest);
  const isFlat = projections.every(([, , , , , , c0, c1]) => c0 === 0 && c1 === 0);
  const k = isFlat ? undefined : linear(6, tf.scalar(1));
  const source = (i: number, n: number) => {
    const at = linear(i, column(i + 2));
    // what comes from infinitely far away is beyond the edges
    const found = k ? tf.where(tf.equal(k, 0), tf.scalar(-2), tf.div(at, k)) : at;
    return inside[fillMode](found, n);
  };
  const [xs, ys] = [source(0, width), source(3, height)];
  if (interpolation === 'nearest') return pixelsAt(x, rounded(ys), rounded(xs), fillValue);
  return betweenPixels(ys, xs, (row, column) => pixelsAt(x, row, column, fillValue));
};
