import * as tf from '@tensorflow/tfjs-core';
import { greyOf } from './colours.js';
import { boundsOf, drawn, forEach, type Factor, type ImageChange } from './image-change.js';
import type { ValueRange } from './value-range.js';

/** How much of each image becomes grey. */
interface Shares {
  readonly factor: readonly number[];
}

/** Mixes images with what they are in grey. */
export const randomColorDegeneration: ImageChange<Shares> = {
  draw: (uniform, { batch }, { factor }) => ({
    factor: drawn(uniform, batch, boundsOf(factor as Factor)),
  }),
  change: (x, { factor }, { valueRange }) => {
    const mixed = tf.add(x, tf.mul(forEach(factor), tf.sub(greyOf(x), x)));
    return tf.clipByValue(mixed, ...(valueRange as ValueRange));
  },
};
