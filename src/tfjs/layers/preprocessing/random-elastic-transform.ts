import * as tf from '@tensorflow/tfjs-core';
import { normalStream } from '../../random.js';
import { bell } from './bell.js';
import { boundsOf, chosen, drawn, type Factor, type ImageChange } from './image-change.js';
import { likely } from './likely.js';
import { betweenPixels, mostPlaces, pixelsAt } from './pixels-at.js';
import type { FillMode, Filling } from './project-images.js';
import type { ValueRange } from './value-range.js';

/** Which images are bent, how much all are, and a standard normal number for each of their pixels. */
interface Bends {
  readonly applyTransform: readonly boolean[];
  readonly distortionFactor: number;
  readonly noise: ArrayLike<number>;
}

/** The rest of a division, zero or more. */
const rest = (x: tf.Tensor, n: number): tf.Tensor => tf.sub(x, tf.mul(tf.floor(tf.div(x, n)), n));

/** The ways of Keras's `map_coordinates` back from beyond the edges of an axis of n pixels. */
const inside: Readonly<Record<FillMode, (at: tf.Tensor, n: number) => tf.Tensor>> = {
  constant: (at) => at,
  nearest: (at, n) => tf.clipByValue(at, 0, n - 1),
  reflect: (at, n) => {
    const places = rest(tf.abs(at), 2 * n);
    return tf.where(tf.less(places, n), places, tf.sub(2 * n - 1, places));
  },
  wrap: rest,
};

/** Images bent by a field: each pixel from as far below itself as to its right. */
const bent = (x: tf.Tensor4D, field: tf.Tensor, filling: Filling): tf.Tensor => {
  const [batch, height, width] = x.shape;
  if (batch > 1 && batch * height * width > mostPlaces) {
    const half = Math.ceil(batch / 2);
    const fields = tf.split(field, [half, batch - half]);
    const parts = tf.split(x, [half, batch - half]) as tf.Tensor4D[];
    return tf.concat(parts.map((part, i) => bent(part, fields[i]!, filling)));
  }
  const { fillMode, interpolation, fillValue } = filling;
  const xs = tf.add(tf.reshape(tf.range(0, width), [1, 1, width]), field);
  const ys = tf.add(tf.reshape(tf.range(0, height), [1, height, 1]), field);
  const at = (row: tf.Tensor, column: tf.Tensor) =>
    pixelsAt(x, inside[fillMode](row, height), inside[fillMode](column, width), fillValue);
  return interpolation === 'nearest' ? at(tf.round(ys), tf.round(xs)) : betweenPixels(ys, xs, at);
};

/** Bends images as something elastic (Simard et al. 2003); Keras's draw leaves both axes the same field. */
export const randomElasticTransform: ImageChange<Bends | null> = {
  draw: (uniform, { batch, height, width }, { factor, scale }) => {
    const [likelihood, extent] = [factor, scale].map((given) => boundsOf(given as Factor, 0));
    if (likelihood![1] === 0 || extent![1] === 0) return null;
    const normal = normalStream(uniform);
    return {
      applyTransform: likely(uniform, batch, factor),
      distortionFactor: drawn(uniform, 1, extent!)[0]!,
      noise: Float32Array.from({ length: batch * height * width }, normal),
    };
  },
  change: (x, bends, settings) => {
    if (!bends) return x;
    const [batch, height, width] = x.shape;
    const { applyTransform, distortionFactor, noise } = bends;
    const deviation = Math.min(height, width) * 0.05 * distortionFactor;
    const size = (6 * Math.floor(deviation)) | 1;
    const window = bell(size, deviation);
    const filter = tf.reshape(tf.outerProduct(window, window), [size, size, 1, 1]) as tf.Tensor4D;
    const given = tf.mul(tf.tensor4d(Float32Array.from(noise), [batch, height, width, 1]), deviation);
    const smooth = tf.squeeze(tf.depthwiseConv2d(given as tf.Tensor4D, filter, 1, 'same'), [-1]);
    const field = tf.mul(smooth, Math.max(height, width) * 0.1 * distortionFactor);
    const all = tf.where(chosen(applyTransform), bent(x, field, settings as unknown as Filling), x);
    return tf.clipByValue(all, ...(settings['valueRange'] as ValueRange));
  },
};
