import type * as tf from '@tensorflow/tfjs-core';
import { elementwiseFunction } from './elementwise-kernel.js';
import { tfjsKernel, wasmKernel } from './kernel.js';
import type { Formula } from './simd/elementwise.js';

interface Inputs {
  readonly x: tf.TensorInfo;
}

/** The sign of `x`: a factor so large that the smallest number, enlarged by it twice, is beyond 1; then held between -1 and 1. */
export const signOf: Formula = ({ mul, atMost, atLeast }, [x], [factor, least, most]) => [
  atMost(atLeast(mul(mul(x!, factor!), factor!), least!), most!),
];

const signed = elementwiseFunction({ inputs: 1, scalars: 3, formula: signOf });

/** -1, 0 or 1; tfjs's own gives 0 for what is smaller than 1.2e-7, and for NaN. */
export const sign = wasmKernel<Inputs, object>('Sign', ({ inputs, attributes, heap, replaced }) => {
  if (inputs.x.dtype !== 'float32') return tfjsKernel('Sign', replaced)(inputs, attributes);
  return signed(heap, [inputs.x], [2 ** 100, -1, 1]);
});
