import * as tf from '@tensorflow/tfjs-core';
import { offsetOf, sizeOf } from './heap.js';
import type { Heap } from './heap.js';
import { multiply, type Ends } from './product.js';

export interface ProductInputs {
  readonly a: tf.TensorInfo;
  readonly b: tf.TensorInfo;
}

export interface ProductAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** The product of the last two axes of a and b, over the axes before them, which are broadcast. */
export function batchedProduct(
  heap: Heap,
  { a, b }: ProductInputs,
  { transposeA, transposeB }: ProductAttributes,
  ends: Ends = {},
): tf.TensorInfo {
  const [aRows, aColumns] = matrixShape(a, transposeA);
  const [bRows, bColumns] = matrixShape(b, transposeB);
  if (aColumns !== bRows) {
    throw new Error(
      `matMul needs as many columns on the left as rows on the right, got ${aColumns} and ${bRows}: ` +
        `[${a.shape}]${transposeA ? ' transposed' : ''} times [${b.shape}]${transposeB ? ' transposed' : ''}`,
    );
  }
  const batch = tf.backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const product = heap.makeOutput([...batch, aRows, bColumns], 'float32');
  const [fromA, fromB] = [a, b].map((operand) => broadcastIndex(operand.shape.slice(0, -2), batch));
  for (let index = 0; index < sizeOf(batch); index++) {
    multiply(
      heap,
      {
        offset: offsetOf(heap, a) + fromA!(index) * aRows * aColumns * 4,
        rows: aRows,
        columns: aColumns,
        transposed: transposeA,
      },
      {
        offset: offsetOf(heap, b) + fromB!(index) * bRows * bColumns * 4,
        rows: bRows,
        columns: bColumns,
        transposed: transposeB,
      },
      offsetOf(heap, product) + index * aRows * bColumns * 4,
      ends,
    );
  }
  return product;
}

function matrixShape({ shape }: tf.TensorInfo, transposed: boolean): readonly [number, number] {
  const [rows, columns] = shape.slice(-2) as [number, number];
  return transposed ? [columns, rows] : [rows, columns];
}

/** Which matrix of an operand stands at an index of the broadcast axes: an axis of size 1 always gives its first. */
function broadcastIndex(axes: readonly number[], batch: readonly number[]): (index: number) => number {
  const missing = batch.length - axes.length;
  return (index) => {
    let rest = index;
    let at = 0;
    let stride = 1;
    for (let axis = batch.length - 1; axis >= missing; axis--) {
      const size = axes[axis - missing]!;
      if (size > 1) at += (rest % batch[axis]!) * stride;
      stride *= size;
      rest = Math.floor(rest / batch[axis]!);
    }
    return at;
  };
}
