import type * as tf from '@tensorflow/tfjs-core';
import { floatsOf, offsetOf, sizeOf } from './heap.js';
import type { Heap } from './heap.js';
import { applyFormula } from './plain-formula.js';
import { elementwise } from './simd/elementwise.js';
import type { Formula } from './simd/elementwise.js';
import { simdFunction } from './simd/simd-function.js';

/** A formula over tensors of one shape. */
interface Parts {
  readonly inputs: number;
  readonly scalars: number;
  readonly formula: Formula;
}

/** A function that makes one tensor of others of its shape, in one pass over the memory. */
export function elementwiseFunction({ inputs, scalars, formula }: Parts) {
  const compiled = simdFunction(elementwise(inputs, 1, scalars, formula));
  return (heap: Heap, tensors: readonly tf.TensorInfo[], given: readonly number[]): tf.TensorInfo => {
    const { shape } = tensors[0]!;
    const result = heap.makeOutput(shape, 'float32');
    const run = compiled(heap);
    if (run !== null) {
      run(sizeOf(shape), ...[...tensors, result].map((tensor) => offsetOf(heap, tensor)), ...given);
      return result;
    }
    const from = tensors.map((tensor) => floatsOf(heap, tensor));
    const to = floatsOf(heap, result);
    applyFormula(formula, from, [to], given);
    return result;
  };
}
