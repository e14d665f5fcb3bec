import type * as tf from '@tensorflow/tfjs-core';
import { reshaped } from './heap.js';
import { wasmKernel } from './kernel.js';

/**
 * The same values: shared, as on every other backend of tfjs. Its WASM backend copies them, and the gradient tape asks
 * for this of each tensor it saves.
 */
export const identity = wasmKernel<{ readonly x: tf.TensorInfo }, object>(
  'Identity',
  ({ inputs: { x }, heap }) => reshaped(heap, x, x.shape),
);
