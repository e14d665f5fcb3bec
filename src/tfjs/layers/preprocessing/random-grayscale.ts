import * as tf from '@tensorflow/tfjs-core';
import { greyOf } from './colours.js';
import { chosen, type ImageChange } from './image-change.js';

/** Which images are made grey. */
interface Choices {
  readonly shouldApply: readonly boolean[];
}

/** Makes images grey. */
export const randomGrayscale: ImageChange<Choices> = {
  draw: (uniform, { batch }, { factor }) => ({
    shouldApply: Array.from({ length: batch }, () => uniform() < (factor as number)),
  }),
  change: (x, { shouldApply }) => tf.where(chosen(shouldApply), greyOf(x), x),
};
