import type * as tf from '@tensorflow/tfjs-core';
import { elementwiseFunction } from './elementwise-kernel.js';
import { tfjsKernel, wasmKernel } from './kernel.js';

interface Inputs {
  readonly x: tf.TensorInfo;
}
interface Bounds {
  readonly clipValueMin: number;
  readonly clipValueMax: number;
}

const clamped = elementwiseFunction({
  inputs: 1,
  scalars: 2,
  formula: ({ atMost, atLeast }, [x], [low, high]) => [atMost(atLeast(x!, low!), high!)],
});

/** Values held between two bounds; tfjs's own makes a bound of NaN. */
export const clipByValue = wasmKernel<Inputs, Bounds>(
  'ClipByValue',
  ({ inputs, attributes, heap, replaced }) => {
    if (inputs.x.dtype !== 'float32') return tfjsKernel('ClipByValue', replaced)(inputs, attributes);
    return clamped(heap, [inputs.x], [attributes.clipValueMin, attributes.clipValueMax]);
  },
);

/** Values held between 0 and 6; tfjs's own makes 0 or 6 of NaN. */
export const relu6 = wasmKernel<Inputs, object>('Relu6', ({ inputs, attributes, heap, replaced }) => {
  if (inputs.x.dtype !== 'float32') return tfjsKernel('Relu6', replaced)(inputs, attributes);
  return clamped(heap, [inputs.x], [0, 6]);
});
