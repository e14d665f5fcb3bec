import * as tf from '@tensorflow/tfjs-core';
import { fromHsv, hsvOf } from './colours.js';
import { boundsOf, drawn, type Factor, type ImageChange } from './image-change.js';
import type { ValueRange } from './value-range.js';

/** What the saturation of each image is multiplied by. */
interface Saturations {
  readonly factor: readonly number[];
}

/** Changes the saturation of images; like Keras, it cuts saturations off at the range of values, of which they are none. */
export const randomSaturation: ImageChange<Saturations> = {
  draw: (uniform, { batch }, { factor }) => {
    const shares = drawn(uniform, batch, boundsOf(factor as Factor));
    return { factor: shares.map((share) => share / (1 - share + 1e-7)) };
  },
  change: (x, { factor }, { valueRange }) => {
    const [hue, saturation, value] = hsvOf(x);
    const more = tf.mul(saturation, tf.tensor3d([...factor], [factor.length, 1, 1]));
    return fromHsv([hue, tf.clipByValue(more, ...(valueRange as ValueRange)), value]);
  },
};
