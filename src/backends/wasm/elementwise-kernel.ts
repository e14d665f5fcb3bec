import type * as tf from '@tensorflow/tfjs-core';
import { floatsOf, offsetOf, sizeOf } from './heap.js';
import type { Heap } from './heap.js';
import { elementwise } from './simd/elementwise.js';
import type { Formula } from './simd/elementwise.js';
import { simdFunction } from './simd/simd-function.js';

/** A formula over tensors of one shape, and the same for one number, where there is no SIMD. */
interface Parts {
  readonly inputs: number;
  readonly scalars: number;
  readonly formula: Formula;
  readonly plain: (values: readonly number[], scalars: readonly number[]) => number;
}

/** A function that makes one tensor of others of its shape, in one pass over the memory. */
export function elementwiseFunction({ inputs, scalars, formula, plain }: Parts) {
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
    const values = new Array<number>(from.length);
    for (let i = 0; i < to.length; i++) {
      for (let t = 0; t < from.length; t++) values[t] = from[t]![i]!;
      to[i] = plain(values, given);
    }
    return result;
  };
}
