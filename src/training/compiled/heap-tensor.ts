// tfjs's tensors and the heap that their numbers lie in.
import * as tf from '@tensorflow/tfjs-core';
import { offsetOf, sizeOf, type Heap } from '../../backends/wasm/heap.js';

/** A tensor's numbers where they lie; the view holds until the heap grows. */
export const viewOf = (heap: Heap, tensor: tf.Tensor): Float32Array | Int32Array | Uint8Array => {
  const { buffer } = heap.wasm.HEAPU8;
  const offset = offsetOf(heap, tensor);
  if (tensor.dtype === 'int32') return new Int32Array(buffer, offset, tensor.size);
  return tensor.dtype === 'bool'
    ? new Uint8Array(buffer, offset, tensor.size)
    : new Float32Array(buffer, offset, tensor.size);
};

/** A tensor of floats that stand at an address: a copy. */
export const copyOut = (heap: Heap, address: number, shape: readonly number[]): tf.Tensor => {
  const info = heap.makeOutput([...shape], 'float32');
  const to = offsetOf(heap, info);
  heap.wasm.HEAPU8.copyWithin(to, address, address + sizeOf(shape) * 4);
  return tf.engine().makeTensorFromTensorInfo(info);
};

/** Puts a tensor's floats at an address. */
export const copyIn = (heap: Heap, tensor: tf.Tensor, address: number): void => {
  const from = offsetOf(heap, tensor);
  heap.wasm.HEAPU8.copyWithin(address, from, from + tensor.size * 4);
};
