import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Otherwise, Settings } from '../regularization/random-layer.js';
import { cropped, stretched, type Size } from './resizing.js';

/** The size that images are cut to. */
export const newSize = ({ height, width }: Settings): Size => [height as number, width as number];

/** The largest part in the middle that has the new proportions, resized, as Keras's documentation says; it leaves images as they are. */
export const croppedInference: Otherwise = {
  infer: (x, settings) => {
    const size = newSize(settings);
    return stretched(cropped(x as Tensor4D, size), size, 'bilinear');
  },
  outputShape: (shape, settings) => {
    const [batch, one, , last] = shape;
    const size = newSize(settings);
    return settings['dataFormat'] === 'channelsFirst' ? [batch!, one!, ...size] : [batch!, ...size, last!];
  },
};
