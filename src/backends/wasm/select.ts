import type * as tf from '@tensorflow/tfjs-core';
import { integersOf, offsetOf } from './heap.js';
import { tfjsKernel, wasmKernel } from './kernel.js';

interface Inputs {
  readonly condition: tf.TensorInfo;
  readonly t: tf.TensorInfo;
  readonly e: tf.TensorInfo;
}

/** Where the condition is true t's number, elsewhere e's: what masks are laid over a sequence with. */
export const select = wasmKernel<Inputs, object>('Select', ({ inputs, attributes, heap, replaced }) => {
  const { condition, t, e } = inputs;
  const alike = String(condition.shape) === String(t.shape);
  if (condition.dtype !== 'bool' || t.dtype !== e.dtype || t.dtype === 'bool' || !alike)
    return tfjsKernel('Select', replaced)(inputs, attributes);
  const chosen = heap.makeOutput(t.shape, t.dtype);
  // the bits are copied, whatever they mean: one kind of view keeps the loop fast
  const [whenTrue, whenFalse, to] = [integersOf(heap, t), integersOf(heap, e), integersOf(heap, chosen)];
  const yes = new Uint8Array(heap.wasm.HEAPU8.buffer, offsetOf(heap, condition), to.length);
  for (let i = 0; i < to.length; i++) to[i] = yes[i] !== 0 ? whenTrue[i]! : whenFalse[i]!;
  return chosen;
});
