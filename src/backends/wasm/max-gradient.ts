import type * as tf from '@tensorflow/tfjs-core';
import { floatsOf, offsetOf, withScratch } from './heap.js';
import type { Heap } from './heap.js';
import { addMaxGradients } from '../pooling/max-gradients.js';
import { eachWindow, windowSize } from '../pooling/windows.js';
import type { PoolGeometry } from '../pooling/windows.js';
import { maxGradientOfWindow } from './simd/max-gradient.js';
import { simdFunction } from './simd/simd-function.js';

const windowFunction = simdFunction(maxGradientOfWindow);

/** Adds each output gradient to the input that was the largest of its window, the first of equals; gives [input]. */
export function maxGradient(
  heap: Heap,
  input: tf.TensorInfo,
  outputGradient: tf.TensorInfo,
  geometry: PoolGeometry,
): tf.TensorInfo {
  const gradient = heap.makeOutput(input.shape, 'float32');
  const { channels } = geometry;
  const run = windowFunction(heap);
  // Vectors of four channels first, then those that are left.
  const vectors = run === null ? 0 : channels - (channels % 4);
  if (run !== null && vectors > 0) {
    withScratch(heap, windowSize(geometry) * 4, (scratch) => {
      const pixels: Int32Array = new Int32Array(heap.wasm.HEAPU8.buffer, scratch, windowSize(geometry));
      const [x, dy, dx] = [input, outputGradient, gradient].map((tensor) => offsetOf(heap, tensor));
      floatsOf(heap, gradient).fill(0);
      const visit = (_: Int32Array, count: number, output: number): void => {
        for (let p = 0; p < count; p++) pixels[p]! *= 4;
        run(scratch, count, x!, dy! + output * 4, dx!, vectors * 4);
      };
      eachWindow(geometry, visit, pixels);
    });
  } else {
    floatsOf(heap, gradient).fill(0);
  }
  if (vectors < channels) {
    const floats = [input, outputGradient, gradient].map((tensor) => floatsOf(heap, tensor));
    addMaxGradients(vectors, floats[0]!, floats[1]!, floats[2]!, geometry);
  }
  return gradient;
}
