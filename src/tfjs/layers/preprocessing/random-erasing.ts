import * as tf from '@tensorflow/tfjs-core';
import { boundsOf, chosen, drawn, type Factor, type ImageChange } from './image-change.js';
import { likely } from './likely.js';
import { inRectangles, spansOf, type Span } from './spans.js';
import type { ValueRange } from './value-range.js';

/** Of which images a part is erased, which part, and the seed of the noise that is put there. */
interface Parts {
  readonly applyErasing: readonly boolean[];
  readonly across: readonly Span[];
  readonly down: readonly Span[];
  readonly noise: number;
}

/** Puts noise, or a value, in the place of a part of images. */
export const randomErasing: ImageChange<Parts> = {
  draw: (uniform, { batch, height, width }, { factor, scale }) => {
    const spans = (length: number) => {
      const shares = drawn(uniform, batch, boundsOf(scale as Factor, 0));
      return spansOf(uniform, length, shares.map(Math.sqrt));
    };
    const [across, down] = [spans(width), spans(height)];
    return {
      applyErasing: likely(uniform, batch, factor),
      across,
      down,
      noise: Math.floor(uniform() * 2 ** 31),
    };
  },
  change: (x, { applyErasing, across, down, noise }, { fillValue, valueRange }) => {
    const range = valueRange as ValueRange;
    const values =
      (fillValue ?? undefined) === undefined
        ? tf.randomNormal(x.shape, 0, range[1], 'float32', noise)
        : tf.tensor(fillValue as number | number[]);
    const part = inRectangles(x, { across, down });
    return tf.where(tf.logicalAnd(part, chosen(applyErasing)), tf.clipByValue(values, ...range), x);
  },
};
