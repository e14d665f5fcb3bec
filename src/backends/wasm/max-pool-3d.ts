import * as tf from '@tensorflow/tfjs-core';
import { floatsOf, offsetOf, withScratch } from './heap.js';
import type { Heap } from './heap.js';
import { wasmKernel } from './kernel.js';
import { eachWindow, pool3DGeometry, windowSize } from '../pooling/windows.js';
import type { PoolGeometry } from '../pooling/windows.js';
import { maxOfWindow } from './simd/max-of-window.js';
import { simdFunction } from './simd/simd-function.js';

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
    maxOfWindows(heap, x, output, pool3DGeometry(info));
    return output;
  },
);

const windowFunction = simdFunction(maxOfWindow);

/** The largest value of each window and channel. A window that stands over padding alone gives -Infinity. */
function maxOfWindows(heap: Heap, x: tf.TensorInfo, y: tf.TensorInfo, geometry: PoolGeometry): void {
  const { channels } = geometry;
  const run = windowFunction(heap);
  // Vectors of four channels first, then those that are left.
  const vectors = run === null ? 0 : channels - (channels % 4);
  withScratch(heap, windowSize(geometry) * 4, (scratch) => {
    const pixels: Int32Array = new Int32Array(heap.wasm.HEAPU8.buffer, scratch, windowSize(geometry));
    const [input, output] = [floatsOf(heap, x), floatsOf(heap, y)];
    const [from, to] = [offsetOf(heap, x), offsetOf(heap, y)];
    const visit = (_: Int32Array, count: number, at: number): void => {
      for (let c = vectors; c < channels; c++) {
        let largest = -Infinity;
        for (let p = 0; p < count; p++) {
          const value = input[pixels[p]! + c]!;
          if (value > largest || Number.isNaN(value)) largest = value;
        }
        output[at + c] = largest;
      }
      if (run === null || vectors === 0) return;
      for (let p = 0; p < count; p++) pixels[p]! *= 4;
      run(scratch, scratch + count * 4, from, to + at * 4, vectors * 4);
    };
    eachWindow(geometry, visit, pixels);
  });
}
