import * as tf from '@tensorflow/tfjs-core';
import { boundsOf, drawn, forEach, type Factor, type ImageChange } from './image-change.js';
import type { ValueRange } from './value-range.js';

/** What is added to each image. */
interface Amounts {
  readonly rgbDelta: readonly number[];
}

/** Makes images brighter, or darker. */
export const randomBrightness: ImageChange<Amounts> = {
  draw: (uniform, { batch }, { factor, valueRange }) => {
    const [least, largest] = valueRange as ValueRange;
    const shares = drawn(uniform, batch, boundsOf(factor as Factor));
    return { rgbDelta: shares.map((share) => share * (largest - least)) };
  },
  change: (x, { rgbDelta }, { valueRange }) => {
    return tf.clipByValue(tf.add(x, forEach(rgbDelta)), ...(valueRange as ValueRange));
  },
};
