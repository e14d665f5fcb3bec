import * as tf from '@tensorflow/tfjs-core';
import { floatsOf, offsetOf, sizeOf } from './heap.js';
import { tfjsKernel, wasmKernel } from './kernel.js';
import { columnSums } from './simd/column-sums.js';
import { simdFunction } from './simd/simd-function.js';

interface Inputs {
  readonly x: tf.TensorInfo;
}
interface Attributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

const columnFunction = simdFunction(columnSums);

/** The sum over the first axes, which is the gradient of a bias: tfjs's own transposes first. The others are left to it. */
export const sum = wasmKernel<Inputs, Attributes>('Sum', ({ inputs, attributes, heap, replaced }) => {
  const { x } = inputs;
  const axes = tf.util.parseAxisParam(attributes.axis, x.shape);
  const kept = x.shape.slice(axes.length);
  const addColumns = columnFunction(heap);
  const leading =
    axes.length > 0 && kept.length > 0 && [...axes].sort((a, b) => a - b).every((axis, i) => axis === i);
  if (addColumns === null || !leading || x.dtype !== 'float32') {
    return tfjsKernel('Sum', replaced)(inputs, attributes);
  }
  const shape = attributes.keepDims ? [...axes.map(() => 1), ...kept] : kept;
  const sums = heap.makeOutput(shape, 'float32');
  floatsOf(heap, sums).fill(0);
  const columns = sizeOf(kept);
  addColumns(offsetOf(heap, x), offsetOf(heap, sums), sizeOf(x.shape) / Math.max(1, columns), columns);
  return sums;
});
