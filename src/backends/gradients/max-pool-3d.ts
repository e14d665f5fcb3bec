import * as tf from '@tensorflow/tfjs-core';
import { replaceGradient } from './replace-gradient.js';

interface Attributes {
  readonly filterSize: number | [number, number, number];
  readonly strides: number | [number, number, number];
  readonly pad: 'valid' | 'same' | number;
}

const triple = (value: number | [number, number, number]): [number, number, number] =>
  typeof value === 'number' ? [value, value, value] : value;

/** One pooling of images [batch, height, width, channels], and the way back through it. */
const pooling = (images: tf.Tensor4D, filterSize: number[], strides: number[], pad: Pad) => {
  const attributes = { filterSize, strides, pad, dimRoundingMode: undefined } as unknown as tf.NamedAttrMap;
  const output = tf.engine().runKernel('MaxPool', { x: images }, attributes) as tf.Tensor4D;
  const back = (dy: tf.Tensor) =>
    tf.engine().runKernel('MaxPoolGrad', { dy, input: images, output }, attributes) as tf.Tensor4D;
  return { output, back };
};

type Pad = 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;

/**
 * The gradient of max-pooling [batch, depth, height, width, channels] as that of two poolings: first over height and
 * width, then over depth. The first of equals in one is the first of equals in the other.
 */
const inTwoSteps = (dy: tf.Tensor, x: tf.Tensor5D, { filterSize, strides, pad }: Attributes): tf.Tensor => {
  const [batch, depth, height, width, channels] = x.shape;
  const [filter, stride] = [triple(filterSize), triple(strides)];
  const images = tf.reshape<tf.Rank.R4>(x, [batch * depth, height, width, channels]);
  const planes = pooling(images, filter.slice(1), stride.slice(1), pad);
  const [, rows, columns] = planes.output.shape;
  const stacked = tf.reshape<tf.Rank.R4>(planes.output, [batch, depth, rows * columns, channels]);
  // a number is padding on every side, and here left and right are no sides
  const edge: Pad = typeof pad === 'number' ? [NONE, [pad, pad], NONE, NONE] : pad;
  const volumes = pooling(stacked, [filter[0], 1], [stride[0], 1], edge);
  const toPlanes = volumes.back(tf.reshape(dy, volumes.output.shape));
  return tf.reshape(planes.back(tf.reshape(toPlanes, planes.output.shape)), x.shape);
};

const NONE: [number, number] = [0, 0];

/**
 * Has the gradient of max-pooling in three dimensions be that of two poolings in two, on the graphics card: tfjs's own
 * mistakes rows for columns there, in windows that are not as wide as high. Called again, it does nothing.
 */
export function registerMaxPool3DGradient(): void {
  replaceGradient('MaxPool3D', (theirs) => ({
    gradFunc: (dy, saved, attrs) => {
      if (!['webgl', 'webgpu'].includes(tf.getBackend())) return theirs.gradFunc(dy, saved, attrs);
      const [x] = saved as [tf.Tensor5D];
      return { x: () => inTwoSteps(dy as tf.Tensor, x, attrs as unknown as Attributes) };
    },
  }));
}
