import type * as tf from '@tensorflow/tfjs-core';
import { floatsOf, offsetOf, sizeOf } from './heap.js';
import { wasmKernel } from './kernel.js';
import type { WasmKernel } from './kernel.js';
import { elementwise } from './simd/elementwise.js';
import type { Formula } from './simd/elementwise.js';
import { simdFunction } from './simd/simd-function.js';

/** One step of an optimizer for one variable. */
interface Step {
  readonly name: string;
  /** Inputs in the order of the formula; those of `updated` come out anew, in that order. */
  readonly inputs: readonly string[];
  readonly updated: readonly string[];
  readonly scalars: readonly string[];
  readonly formula: Formula;
  /** The same for one number, where there is no SIMD. */
  readonly plain: (values: readonly number[], scalars: readonly number[], results: Float32Array) => void;
}

/**
 * A kernel that takes an optimizer's step in one pass over the memory, instead of one for each operation. It gives new
 * tensors: tfjs keeps packed copies of weights by tensor, so that a weight must not change in place.
 */
export function optimizerStep({ name, inputs, updated, scalars, formula, plain }: Step): WasmKernel {
  const compiled = simdFunction(elementwise(inputs.length, updated.length, scalars.length, formula));
  return wasmKernel<Record<string, tf.TensorInfo>, Record<string, number>>(name, (call) => {
    const { heap, attributes } = call;
    const tensors = inputs.map((input) => call.inputs[input]!);
    const { shape } = tensors[0]!;
    const misfit = tensors.findIndex((tensor) => String(tensor.shape) !== String(shape));
    if (misfit > 0) {
      throw new Error(
        `${name} needs inputs of one shape, got ${inputs[0]} [${shape}] and ${inputs[misfit]} [${tensors[misfit]!.shape}]`,
      );
    }
    const given = scalars.map((scalar) => attributes[scalar]!);
    const results = updated.map(() => heap.makeOutput(shape, 'float32'));
    const run = compiled(heap);
    if (run !== null) {
      run(sizeOf(shape), ...[...tensors, ...results].map((tensor) => offsetOf(heap, tensor)), ...given);
      return results;
    }
    const from = tensors.map((tensor) => floatsOf(heap, tensor));
    const to = results.map((result) => floatsOf(heap, result));
    const values = new Array<number>(from.length);
    const written = new Float32Array(to.length);
    for (let i = 0; i < sizeOf(shape); i++) {
      for (let t = 0; t < from.length; t++) values[t] = from[t]![i]!;
      plain(values, given, written);
      for (let t = 0; t < to.length; t++) to[t]![i] = written[t]!;
    }
    return results;
  });
}
