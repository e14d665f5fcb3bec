import * as tf from '@tensorflow/tfjs-core';
import { wasmKernel } from './kernel.js';
import { maxGradient } from './max-gradient.js';
import { pool2DGeometry } from '../pooling/windows.js';

interface Inputs {
  readonly dy: tf.TensorInfo;
  readonly input: tf.TensorInfo;
}
interface Attributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * The gradient of max pooling: dy goes to the largest of each window, the first of equals. tfjs's own starts at the
 * smallest positive float instead of -Infinity, and loses the gradient of windows without a positive value.
 */
export const maxPoolGrad = wasmKernel<Inputs, Attributes>(
  'MaxPoolGrad',
  ({ inputs: { dy, input }, attributes: { filterSize, strides, pad, dimRoundingMode }, heap }) => {
    const shape = input.shape as [number, number, number, number];
    const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    return maxGradient(heap, input, dy, pool2DGeometry(info));
  },
);
