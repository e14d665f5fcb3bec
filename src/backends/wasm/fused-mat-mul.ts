import type * as tf from '@tensorflow/tfjs-core';
import { batchedProduct } from './batched-product.js';
import type { ProductAttributes, ProductInputs } from './batched-product.js';
import { floatsOf, reshaped, sizeOf } from './heap.js';
import type { Heap } from './heap.js';
import { tfjsKernel, wasmKernel } from './kernel.js';
import { transposeInto } from './product.js';

interface Inputs extends ProductInputs {
  readonly bias?: tf.TensorInfo;
  readonly preluActivationWeights?: tf.TensorInfo;
}
interface Attributes extends ProductAttributes {
  readonly activation: string;
  readonly leakyreluAlpha?: number;
}

/** A matrix product with a bias and an activation: the dense layer. */
export const fusedMatMul = wasmKernel<Inputs, Attributes>(
  '_FusedMatMul',
  ({ inputs, attributes, heap, replaced }) => {
    const { a, b, bias } = inputs;
    const { activation, transposeA, transposeB } = attributes;
    const simple = activation === 'linear' || activation === 'relu';
    const floats = a.dtype === 'float32' && b.dtype === 'float32';
    if (!simple || !floats) {
      // tfjs knows every activation: its kernel is given operands that lie straight.
      const left = transposeA && floats ? transposed(heap, a) : reshaped(heap, a, a.shape);
      const right = transposeB && floats ? transposed(heap, b) : reshaped(heap, b, b.shape);
      try {
        return tfjsKernel('_FusedMatMul', replaced)(
          { ...inputs, a: left, b: right },
          { ...attributes, transposeA: transposeA && !floats, transposeB: transposeB && !floats },
        );
      } finally {
        heap.disposeData(left.dataId);
        heap.disposeData(right.dataId);
      }
    }
    const product = batchedProduct(heap, { a, b }, { transposeA, transposeB });
    finish(
      floatsOf(heap, product),
      bias === undefined || bias === null ? null : floatsOf(heap, bias),
      activation === 'relu',
    );
    return product;
  },
);

/** Adds the bias [columns] (or [1], to all) to each row, and rectifies, in place. */
function finish(values: Float32Array, bias: Float32Array | null, relu: boolean): void {
  if (bias !== null) {
    const columns = bias.length;
    for (let row = 0; row < values.length; row += columns) {
      for (let c = 0; c < columns; c++) values[row + c]! += bias[c]!;
    }
  }
  // Written so that NaN stays NaN.
  if (relu) for (let i = 0; i < values.length; i++) if (values[i]! < 0) values[i] = 0;
}

function transposed(heap: Heap, matrix: tf.TensorInfo): tf.TensorInfo {
  const [rows, columns] = matrix.shape.slice(-2) as [number, number];
  const batch = matrix.shape.slice(0, -2);
  const result = heap.makeOutput([...batch, columns, rows], 'float32');
  const [from, to] = [floatsOf(heap, matrix), floatsOf(heap, result)];
  const size = rows * columns;
  for (let at = 0; at < sizeOf(batch) * size; at += size) {
    transposeInto(from.subarray(at, at + size), to.subarray(at, at + size), rows, columns);
  }
  return result;
}
