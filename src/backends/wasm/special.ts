import type * as tf from '@tensorflow/tfjs-core';
import { floatsOf, offsetOf, sizeOf, withScratch } from './heap.js';
import type { Heap } from './heap.js';
import { anySpecial } from './simd/any-special.js';
import { simdFunction } from './simd/simd-function.js';

const scan = simdFunction(anySpecial);

/** Whether NaN or an infinity is among a tensor's values: the kernels of tfjs's that clamp lose both. */
export function hasSpecial(heap: Heap, tensor: tf.TensorInfo): boolean {
  if (tensor.dtype !== 'float32') return false;
  const size = sizeOf(tensor.shape);
  const run = scan(heap);
  const vectors = run === null ? 0 : size - (size % 4);
  const found =
    run !== null &&
    vectors > 0 &&
    withScratch(heap, 16, (scratch) => {
      run(vectors, offsetOf(heap, tensor), scratch);
      return new Uint32Array(heap.wasm.HEAPU8.buffer, scratch, 4).some((lane) => lane !== 0);
    });
  if (found) return true;
  const values = floatsOf(heap, tensor);
  // 0 times NaN or an infinity is NaN, and stays so
  let zero = 0;
  for (let i = vectors; i < size; i++) zero += values[i]! * 0;
  return Number.isNaN(zero);
}
