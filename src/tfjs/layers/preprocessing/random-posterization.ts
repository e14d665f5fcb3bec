import * as tf from '@tensorflow/tfjs-core';
import { boundsOf, forEach, type Factor, type ImageChange } from './image-change.js';
import { inRange, type ValueRange } from './value-range.js';

/** How many of the 8 bits of each image are lost. */
interface Shifts {
  readonly shiftFactor: readonly number[];
}

/** Leaves images fewer bits. */
export const randomPosterization: ImageChange<Shifts> = {
  draw: (uniform, { batch }, { factor }) => {
    const [least, most] = boundsOf(factor as Factor, 1);
    const bits = () => least + Math.floor(uniform() * (most - least));
    return { shiftFactor: Array.from({ length: batch }, () => 8 - bits()) };
  },
  change: (x, { shiftFactor }, { valueRange }) => {
    const range = valueRange as ValueRange;
    const whole = tf.floor(inRange(x, range, [0, 255]));
    // powers of two divide without a rest on every backend
    const kept = tf.floor(tf.mul(whole, forEach(shiftFactor.map((bits) => 2 ** -bits))));
    return inRange(tf.mul(kept, forEach(shiftFactor.map((bits) => 2 ** bits))), [0, 255], range);
  },
};
