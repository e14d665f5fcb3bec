import * as tf from '@tensorflow/tfjs-core';
import { forEach } from './image-change.js';

/** From where up to where. */
export type Span = readonly [from: number, to: number];

/** Whether each place along an axis is in an image's span. */
const within = (spans: readonly Span[], count: number, axis: 1 | 2): tf.Tensor => {
  const places = tf.reshape(tf.range(0, count), [1, axis === 1 ? count : 1, axis === 2 ? count : 1, 1]);
  const [from, to] = [spans.map(([first]) => first), spans.map(([, last]) => last)].map(forEach);
  return tf.logicalAnd(tf.greaterEqual(places, from!), tf.less(places, to!));
};

/** Which pixels are in the rectangle of each image. */
export const inRectangles = (
  x: tf.Tensor4D,
  { across, down }: { readonly across: readonly Span[]; readonly down: readonly Span[] },
): tf.Tensor => {
  const [, height, width] = x.shape;
  return tf.logicalAnd(within(down, height, 1), within(across, width, 2));
};

/** A span of each share of a length, anywhere where it fits. */
export const spansOf = (uniform: () => number, length: number, shares: readonly number[]): readonly Span[] =>
  shares.map((share) => {
    const part = share * length;
    const from = uniform() * (length - part);
    return [from, from + part];
  });
