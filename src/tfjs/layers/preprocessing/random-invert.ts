import * as tf from '@tensorflow/tfjs-core';
import { chosen, type ImageChange } from './image-change.js';
import { likely } from './likely.js';
import type { ValueRange } from './value-range.js';

/** Which images are inverted. */
interface Choices {
  readonly applyInversion: readonly boolean[];
}

/** Inverts images. */
export const randomInvert: ImageChange<Choices> = {
  draw: (uniform, { batch }, { factor }) => ({ applyInversion: likely(uniform, batch, factor) }),
  change: (x, { applyInversion }, { valueRange }) =>
    tf.where(chosen(applyInversion), tf.sub((valueRange as ValueRange)[1], x), x),
};
