import * as tf from '@tensorflow/tfjs-core';
import { activated } from './activated.js';
import { batchedProduct } from './batched-product.js';
import type { ProductAttributes, ProductInputs } from './batched-product.js';
import { padBias, panelBytes } from './convolve.js';
import { floatsOf, reshaped, sizeOf, withScratch } from './heap.js';
import type { Heap } from './heap.js';
import { tfjsKernel, wasmKernel } from './kernel.js';
import { hasSimdProduct, transposeInto } from './product.js';
import { isBound } from './simd/bounded.js';

interface Inputs extends ProductInputs {
  readonly bias?: tf.TensorInfo | null;
  readonly preluActivationWeights?: tf.TensorInfo | null;
}
interface Attributes extends ProductAttributes {
  readonly activation: string;
  readonly leakyreluAlpha?: number;
}

/** A matrix product with a bias and an activation: the dense layer. */
export const fusedMatMul = wasmKernel<Inputs, Attributes>(
  '_FusedMatMul',
  ({ inputs, attributes, heap, replaced }) => {
    const { a, b } = inputs;
    const bias = inputs.bias ?? undefined;
    const { activation, transposeA, transposeB } = attributes;
    const floats = a.dtype === 'float32' && b.dtype === 'float32';
    if (floats && hasSimdProduct(heap)) {
      const columns = b.shape.at(transposeB ? -2 : -1)!;
      const perColumn = bias !== undefined && [1, columns].includes(sizeOf(bias.shape));
      if (bias === undefined || perColumn) return inOnePass(heap, inputs, attributes, columns);
    }
    const simple = activation === 'linear' || activation === 'relu';
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
    finish(floatsOf(heap, product), bias === undefined ? null : floatsOf(heap, bias), activation === 'relu');
    return product;
  },
);

/** Bias and activation in the product's last step; activations that are no bounds after it. */
function inOnePass(heap: Heap, inputs: Inputs, attributes: Attributes, columns: number): tf.TensorInfo {
  const { bias } = inputs;
  const inside = isBound(attributes.activation) ? attributes.activation : 'linear';
  const product = bias
    ? withScratch(heap, panelBytes(1, columns), (scratch) => {
        padBias(heap, bias, columns, scratch);
        return batchedProduct(heap, inputs, attributes, { bias: scratch, activation: inside });
      })
    : batchedProduct(heap, inputs, attributes, { activation: inside });
  if (isBound(attributes.activation)) return product;
  return tf.tidy(() => activated(tf.engine().makeTensorFromTensorInfo(product), { inputs, attributes }));
}

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
