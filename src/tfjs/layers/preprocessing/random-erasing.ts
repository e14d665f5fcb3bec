import * as tf from '@tensorflow/tfjs-core';
import { boundsOf, chosen, drawn, forEach, type Factor, type ImageChange } from './image-change.js';
import { likely } from './likely.js';
import type { ValueRange } from './value-range.js';

/** From where up to where. */
type Span = readonly [from: number, to: number];

/** Of which images a part is erased, which part, and the seed of the noise that is put there. */
interface Parts {
  readonly applyErasing: readonly boolean[];
  readonly across: readonly Span[];
  readonly down: readonly Span[];
  readonly noise: number;
}

/** Whether each place along an axis is in an image's span. */
const within = (spans: readonly Span[], count: number, axis: 1 | 2): tf.Tensor => {
  const places = tf.reshape(tf.range(0, count), [1, axis === 1 ? count : 1, axis === 2 ? count : 1, 1]);
  const [from, to] = [spans.map(([first]) => first), spans.map(([, last]) => last)].map(forEach);
  return tf.logicalAnd(tf.greaterEqual(places, from!), tf.less(places, to!));
};

/** Puts noise, or a value, in the place of a part of images. */
export const randomErasing: ImageChange<Parts> = {
  settings: ['factor', 'scale', 'fillValue', 'valueRange'],
  draw: (uniform, { batch, height, width }, { factor, scale }) => {
    const spans = (length: number): readonly Span[] =>
      drawn(uniform, batch, boundsOf(scale as Factor, 0)).map((share) => {
        const part = Math.sqrt(share) * length;
        const from = uniform() * (length - part);
        return [from, from + part];
      });
    const [across, down] = [spans(width), spans(height)];
    return {
      applyErasing: likely(uniform, batch, factor),
      across,
      down,
      noise: Math.floor(uniform() * 2 ** 31),
    };
  },
  change: (x, { applyErasing, across, down, noise }, { fillValue, valueRange }) => {
    const [, height, width] = x.shape;
    const range = valueRange as ValueRange;
    const values =
      (fillValue ?? undefined) === undefined
        ? tf.randomNormal(x.shape, 0, range[1], 'float32', noise)
        : tf.tensor(fillValue as number | number[]);
    const part = tf.logicalAnd(within(down, height, 1), within(across, width, 2));
    return tf.where(tf.logicalAnd(part, chosen(applyErasing)), tf.clipByValue(values, ...range), x);
  },
};
