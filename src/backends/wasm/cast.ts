import type * as tf from '@tensorflow/tfjs-core';
import { floatsOf, integersOf, offsetOf, reshaped } from './heap.js';
import { tfjsKernel, wasmKernel } from './kernel.js';

interface Attributes {
  readonly dtype: tf.DataType;
}

/**
 * Another type for the same values. To the type they have, nothing is copied: gradients of relu ask for that. Bool is
 * 1 for all that is not 0; tfjs's own keeps the low byte, so that 0.5 is 0 and -2 is 254.
 */
export const cast = wasmKernel<{ readonly x: tf.TensorInfo }, Attributes>(
  'Cast',
  ({ inputs, attributes, heap, replaced }) => {
    const { x } = inputs;
    if (x.dtype === attributes.dtype) return reshaped(heap, x, x.shape);
    if (attributes.dtype === 'bool' && (x.dtype === 'float32' || x.dtype === 'int32')) {
      const truth = heap.makeOutput(x.shape, 'bool');
      const from = x.dtype === 'float32' ? floatsOf(heap, x) : integersOf(heap, x);
      const to = new Uint8Array(heap.wasm.HEAPU8.buffer, offsetOf(heap, truth), from.length);
      for (let i = 0; i < from.length; i++) to[i] = from[i] === 0 ? 0 : 1;
      return truth;
    }
    return tfjsKernel('Cast', replaced)(inputs, attributes);
  },
);
