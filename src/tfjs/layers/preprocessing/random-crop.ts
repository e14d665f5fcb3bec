import { slice } from '@tensorflow/tfjs-core';
import type { ImageChange } from './image-change.js';
import { newSize } from './cropped-inference.js';
import { stretched, type Size } from './resizing.js';

/** Where the part begins, the same in all images of a batch. */
interface Start {
  readonly start: Size;
}

/** Cuts a part out of images; of those that are no larger, what is left from Keras's middle on, resized. */
export const randomCrop: ImageChange<Start> = {
  draw: (uniform, { height, width }, settings) => {
    const [h, w] = newSize(settings);
    if (height > h && width > w)
      return { start: [Math.floor(uniform() * (height - h + 1)), Math.floor(uniform() * (width - w + 1))] };
    const most = (n: number, part: number) => Math.max(Math.min(n, Math.trunc(part)), 1);
    const middle = (n: number, part: number) => Math.trunc((n - most(n, part)) / 2);
    return { start: [middle(height, (width * h) / w), middle(width, (height * w) / h)] };
  },
  change: (x, { start: [top, left] }, settings) => {
    const size = newSize(settings);
    const [, height, width] = x.shape;
    const part = [Math.min(size[0], height - top), Math.min(size[1], width - left)] as const;
    return stretched(slice(x, [0, top, left, 0], [-1, ...part, -1]), size, 'bilinear');
  },
};
