import type * as tf from '@tensorflow/tfjs-core';
import { integersOf, offsetOf, sizeOf } from './heap.js';
import type { Heap } from './heap.js';

/** A tensor's values as bits, whatever they mean: for copying. float32 and int32 are four bytes wide, bool is one. */
export const wordsOf = (heap: Heap, tensor: tf.TensorInfo): Int32Array | Uint8Array =>
  tensor.dtype === 'bool'
    ? new Uint8Array(heap.wasm.HEAPU8.buffer, offsetOf(heap, tensor), sizeOf(tensor.shape))
    : integersOf(heap, tensor);

/** Below so many numbers a loop is faster than a view and a copy of it. */
const SHORT = 64;

/** Copies `length` numbers. */
export function copyBlock(
  from: Int32Array | Uint8Array,
  start: number,
  to: Int32Array | Uint8Array,
  place: number,
  length: number,
): void {
  if (length < SHORT) for (let k = 0; k < length; k++) to[place + k] = from[start + k]!;
  else to.set(from.subarray(start, start + length), place);
}
