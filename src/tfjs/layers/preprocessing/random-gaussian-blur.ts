import * as tf from '@tensorflow/tfjs-core';
import { bell } from './bell.js';
import { boundsOf, chosen, drawn, type Factor, type ImageChange } from './image-change.js';
import { likely } from './likely.js';
import type { ValueRange } from './value-range.js';

/** Which images are blurred, and how far each way. */
interface Blurs {
  readonly shouldApplyBlur: readonly boolean[];
  readonly blurFactor: readonly number[];
}

/** Blurs images. */
export const randomGaussianBlur: ImageChange<Blurs> = {
  draw: (uniform, { batch }, { factor, sigma }) => ({
    shouldApplyBlur: likely(uniform, batch, factor),
    blurFactor: drawn(uniform, 2, boundsOf(sigma as Factor, 0)).map((each) => each + 1e-6),
  }),
  change: (x, { shouldApplyBlur, blurFactor }, { kernelSize, valueRange }) => {
    const [first, second] = kernelSize as readonly [number, number];
    const [across, down] = [bell(first, blurFactor[0]!), bell(second, blurFactor[1]!)];
    // as in Keras: the two lie the wrong way round in a window that is no square
    const window = tf.reshape(tf.outerProduct(down, across), [first, second, 1, 1]);
    const filter = tf.tile(window as tf.Tensor4D, [1, 1, x.shape[3], 1]);
    const blurred = tf.where(chosen(shouldApplyBlur), tf.depthwiseConv2d(x, filter, 1, 'same'), x);
    return tf.clipByValue(blurred, ...(valueRange as ValueRange));
  },
};
