import * as tf from '@tensorflow/tfjs-core';
import { apart } from './apart.js';
import { fromHsv, hsvOf } from './colours.js';
import { boundsOf, drawn, type Factor, type ImageChange } from './image-change.js';
import { inRange, type ValueRange } from './value-range.js';

/** How far the hue of each image is turned: 1 is all around. */
interface Turns {
  readonly factor: readonly number[];
}

/** Turns the hue of images. */
export const randomHue: ImageChange<Turns> = {
  draw: (uniform, { batch }, { factor }) => {
    const signs = Array.from({ length: batch }, () => (uniform() > 0.5 ? -1 : 1));
    const turns = drawn(uniform, batch, boundsOf(factor as Factor, 0));
    return { factor: turns.map((turn, i) => (signs[i]! * turn) / 2) };
  },
  change: (x, { factor }, { valueRange }) => {
    const range = valueRange as ValueRange;
    const [hue, saturation, value] = hsvOf(inRange(x, range, [0, 1]) as tf.Tensor4D);
    const turned = tf.add(hue, tf.tensor3d([...factor], [factor.length, 1, 1]));
    const around = apart(turned, (given) =>
      tf.sub(tf.cast(tf.less(given, 0), 'float32'), tf.cast(tf.greater(given, 1), 'float32')),
    );
    const images = fromHsv([tf.add(turned, around), saturation, value]);
    return inRange(tf.clipByValue(images, 0, 1), [0, 1], range);
  },
};
