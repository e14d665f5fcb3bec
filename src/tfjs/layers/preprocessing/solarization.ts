import * as tf from '@tensorflow/tfjs-core';
import { apart } from './apart.js';
import { boundsOf, drawn, forEach, type Factor, type ImageChange } from './image-change.js';
import { inRange, type ValueRange } from './value-range.js';

/** What is added to each image, and from where on its values are inverted, both as of 0 to 255. */
interface Amounts {
  readonly additions: readonly number[];
  readonly thresholds: readonly number[];
}

const byte: ValueRange = [0, 255];

/** Inverts the brighter values of images. */
export const solarization: ImageChange<Amounts> = {
  draw: (uniform, { batch }, { additionFactor, thresholdFactor }) => {
    const amounts = (factor: unknown) => {
      const [lower, upper] = boundsOf(factor as Factor, 0);
      return drawn(uniform, batch, [lower, upper * 255]);
    };
    return { additions: amounts(additionFactor), thresholds: amounts(thresholdFactor) };
  },
  change: (x, { additions, thresholds }, { valueRange }) => {
    const range = valueRange as ValueRange;
    const more = tf.clipByValue(tf.add(inRange(x, range, byte), forEach(additions)), ...byte);
    const isLess = apart(more, (given) => tf.less(given, forEach(thresholds)));
    const turned = tf.where(isLess, more, tf.sub(255, more));
    return inRange(turned, byte, range);
  },
};
