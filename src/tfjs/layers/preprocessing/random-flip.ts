import * as tf from '@tensorflow/tfjs-core';
import { chosen, type ImageChange } from './image-change.js';

/** Which images are flipped. */
interface Flips {
  readonly flips: readonly boolean[];
}

/** Flips images left to right, top to bottom, or both ways at once, which is what Keras does. */
export const randomFlip: ImageChange<Flips> = {
  draw: (uniform, { batch }) => ({ flips: Array.from({ length: batch }, () => uniform() <= 0.5) }),
  change: (x, { flips }, { mode }) => {
    const axes = mode === 'horizontal' ? [2] : mode === 'vertical' ? [1] : [1, 2];
    return tf.where(chosen(flips), tf.reverse(x, axes), x);
  },
};
