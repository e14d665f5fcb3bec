import { slice, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Otherwise, Settings } from '../regularization/random-layer.js';
import type { ImageChange } from './image-change.js';
import { cropped, stretched, type Size } from './resizing.js';

/** Where the part begins, the same in all images of a batch. */
interface Start {
  readonly start: Size;
}

const sizeOf = ({ height, width }: Settings): Size => [height as number, width as number];

/** Cuts a part out of images; of those that are no larger, what is left from Keras's middle on, resized. */
export const randomCrop: ImageChange<Start> = {
  settings: ['height', 'width'],
  draw: (uniform, { height, width }, settings) => {
    const [h, w] = sizeOf(settings);
    if (height > h && width > w)
      return { start: [Math.floor(uniform() * (height - h + 1)), Math.floor(uniform() * (width - w + 1))] };
    const most = (n: number, part: number) => Math.max(Math.min(n, Math.trunc(part)), 1);
    const middle = (n: number, part: number) => Math.trunc((n - most(n, part)) / 2);
    return { start: [middle(height, (width * h) / w), middle(width, (height * w) / h)] };
  },
  change: (x, { start: [top, left] }, settings) => {
    const size = sizeOf(settings);
    const [, height, width] = x.shape;
    const part = [Math.min(size[0], height - top), Math.min(size[1], width - left)] as const;
    return stretched(slice(x, [0, top, left, 0], [-1, ...part, -1]), size, 'bilinear');
  },
};

/** The largest part in the middle that has the new proportions, resized, as Keras's documentation says; it leaves images as they are. */
export const croppedInference: Otherwise = {
  infer: (x, settings) => {
    const size = sizeOf(settings);
    return stretched(cropped(x as Tensor4D, size), size, 'bilinear');
  },
  outputShape: (shape, settings) => {
    const [batch, one, , last] = shape;
    const size = sizeOf(settings);
    return settings['dataFormat'] === 'channelsFirst' ? [batch!, one!, ...size] : [batch!, ...size, last!];
  },
};
