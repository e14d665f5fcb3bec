import * as tf from '@tensorflow/tfjs-core';
import { boundsOf, drawn, forEach, type Factor, type ImageChange } from './image-change.js';
import type { ValueRange } from './value-range.js';

/** What the distance of each image's pixels from their mean is multiplied by. */
interface Contrasts {
  readonly contrastFactor: readonly number[];
}

/** Changes the contrast of images. */
export const randomContrast: ImageChange<Contrasts> = {
  draw: (uniform, { batch }, { factor }) => {
    const [lower, upper] = boundsOf(factor as Factor, 0);
    return { contrastFactor: drawn(uniform, batch, [1 - lower, 1 + upper]) };
  },
  change: (x, { contrastFactor }, { valueRange }) => {
    const mean = tf.mean(x, [1, 2], true);
    const spread = tf.mul(tf.sub(x, mean), forEach(contrastFactor));
    return tf.clipByValue(tf.add(spread, mean), ...(valueRange as ValueRange));
  },
};
