import * as tf from '@tensorflow/tfjs';
import { floatsOf } from './heap.js';
import { wasmKernel } from './kernel.js';
import { maxOfWindows, pool3DGeometry } from './pool-windows.js';

interface Inputs {
  readonly x: tf.TensorInfo;
}
interface Attributes {
  readonly filterSize: number | [number, number, number];
  readonly strides: number | [number, number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly dataFormat?: 'NDHWC' | 'NCDHW';
}

/**
 * Max pooling of x [batch, depth, height, width, channels]. tfjs's own starts at the smallest positive float instead of
 * -Infinity, and gives that for windows without a positive value.
 */
export const maxPool3D = wasmKernel<Inputs, Attributes>(
  'MaxPool3D',
  ({ inputs: { x }, attributes: { filterSize, strides, pad, dimRoundingMode, dataFormat }, heap }) => {
    const shape = x.shape as [number, number, number, number, number];
    const info = tf.backend_util.computePool3DInfo(
      shape,
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
      dataFormat,
    );
    const output = heap.makeOutput(info.outShape, 'float32');
    maxOfWindows(floatsOf(heap, x), floatsOf(heap, output), pool3DGeometry(info));
    return output;
  },
);
