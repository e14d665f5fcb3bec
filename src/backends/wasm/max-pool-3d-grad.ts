import * as tf from '@tensorflow/tfjs-core';
import { wasmKernel } from './kernel.js';
import { maxGradient } from './max-gradient.js';
import { pool3DGeometry } from '../pooling/windows.js';

interface Inputs {
  readonly dy: tf.TensorInfo;
  readonly input: tf.TensorInfo;
}
interface Attributes {
  readonly filterSize: number | [number, number, number];
  readonly strides: number | [number, number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** As `maxPoolGrad`, for inputs [batch, depth, height, width, channels]. */
export const maxPool3DGrad = wasmKernel<Inputs, Attributes>(
  'MaxPool3DGrad',
  ({ inputs: { dy, input }, attributes: { filterSize, strides, pad, dimRoundingMode }, heap }) => {
    const shape = input.shape as [number, number, number, number, number];
    const info = tf.backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    return maxGradient(heap, input, dy, pool3DGeometry(info));
  },
);
