import * as tf from '@tensorflow/tfjs-core';
import { boundsOf, drawn, forEach, type Factor, type ImageChange } from './image-change.js';
import type { ValueRange } from './value-range.js';

/** How sharp each image becomes: 0 is smooth, 0.5 the image itself. */
interface Sharpness {
  readonly factor: readonly number[];
}

/** Keras's smoothing: each pixel and its eight neighbours. */
const kernel = [1, 1, 1, 1, 5, 1, 1, 1, 1].map((each) => each / 13);

/** Makes images sharper, or softer. */
export const randomSharpness: ImageChange<Sharpness> = {
  draw: (uniform, { batch }, { factor }) => ({
    factor: drawn(uniform, batch, boundsOf(factor as Factor, 0)),
  }),
  change: (x, { factor }, { valueRange }) => {
    const filter = tf.tile(tf.tensor4d(kernel, [3, 3, 1, 1]), [1, 1, x.shape[3], 1]);
    const smooth = tf.depthwiseConv2d(x, filter, 1, 'same');
    const softer = forEach(factor.map((each) => 1 - 2 * each));
    return tf.clipByValue(tf.add(x, tf.mul(softer, tf.sub(smooth, x))), ...(valueRange as ValueRange));
  },
};
