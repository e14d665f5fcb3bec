// What windows do to tensors whose channels are last, along one axis of space or several.
import * as tf from '@tensorflow/tfjs-core';
import { countOf } from '../../../shapes/sizes.js';

/** What padding 'same' puts before and after an axis that a window of `reach` meets. */
export const samePadding = (n: number, reach: number, stride: number): readonly [number, number] => {
  const total = Math.max(0, (Math.ceil(n / stride) - 1) * stride + reach - n);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
};

/** Zeros before and after each axis of space. */
export const padded = (x: tf.Tensor, around: readonly (readonly [number, number])[]): tf.Tensor =>
  around.every(([before, after]) => before === 0 && after === 0)
    ? x
    : tf.pad(x, [[0, 0], ...around.map(([before, after]): [number, number] => [before, after]), [0, 0]]);

/** The values of each axis of space that a stride meets. */
export const everyStep = (x: tf.Tensor, strides: readonly number[]): tf.Tensor =>
  strides.reduce((y, stride, i) => {
    if (stride === 1) return y;
    const steps = Array.from({ length: Math.ceil(y.shape[i + 1]! / stride) }, (_, step) => step * stride);
    return tf.gather(y, tf.tensor1d(steps, 'int32'), i + 1);
  }, x);

/** A kernel with gaps: zeros between its values, so that a plain window of it is one with gaps. */
export const spread = (kernel: tf.Tensor, dilation: readonly number[]): tf.Tensor =>
  dilation.reduce((k, gap, axis) => {
    if (gap === 1) return k;
    const [before, n, after] = [k.shape.slice(0, axis), k.shape[axis]!, k.shape.slice(axis + 1)];
    const outer = countOf(before);
    const apart = tf.pad(tf.reshape(k, [outer * n, 1, countOf(after)]), [
      [0, 0],
      [0, gap - 1],
      [0, 0],
    ]);
    const joined = tf.reshape(apart, [outer, n * gap, countOf(after)]);
    const reach = (n - 1) * gap + 1;
    return tf.reshape(tf.slice(joined, [0, 0, 0], [outer, reach, countOf(after)]), [
      ...before,
      reach,
      ...after,
    ]);
  }, kernel);

/**
 * A window with gaps, of stride 1 and without padding: the values that lie a gap apart become batches of their own, over
 * which `slide` goes without gaps, so that no product by zero is computed.
 */
export const withGaps = (
  x: tf.Tensor,
  size: readonly number[],
  dilation: readonly number[],
  slide: (x: tf.Tensor) => tf.Tensor,
): tf.Tensor => {
  const whole = dilation.map((gap, i) => Math.ceil(x.shape[i + 1]! / gap) * gap);
  const even = padded(
    x,
    whole.map((n, i) => [0, n - x.shape[i + 1]!] as const),
  );
  const made = dilation.reduceRight(
    (inside, gap, i) => (y: tf.Tensor) => alongAxis(y, i + 1, gap, inside),
    slide,
  )(even);
  const ends = size.map((n, i) => x.shape[i + 1]! - (n - 1) * dilation[i]!);
  return tf.slice(
    made,
    made.shape.map(() => 0),
    [made.shape[0]!, ...ends, made.shape.at(-1)!],
  );
};

/** An axis of n * gap values as gap batches of n, what `inside` makes of them, and that as one axis again. */
const alongAxis = (
  x: tf.Tensor,
  axis: number,
  gap: number,
  inside: (x: tf.Tensor) => tf.Tensor,
): tf.Tensor => {
  if (gap === 1) return inside(x);
  const [batch, ...sizes] = x.shape;
  const [before, n, after] = [sizes.slice(0, axis - 1), sizes[axis - 1]! / gap, sizes.slice(axis)];
  const apart = tf.transpose(
    tf.reshape(x, [batch!, countOf(before), n, gap, countOf(after)]),
    [0, 3, 1, 2, 4],
  );
  const y = inside(tf.reshape(apart, [batch! * gap, ...before, n, ...after]));
  const [, ...made] = y.shape;
  const [first, m, last] = [made.slice(0, axis - 1), made[axis - 1]!, made.slice(axis)];
  const together = tf.transpose(
    tf.reshape(y, [batch!, gap, countOf(first), m, countOf(last)]),
    [0, 2, 3, 1, 4],
  );
  return tf.reshape(together, [batch!, ...first, m * gap, ...last]);
};
