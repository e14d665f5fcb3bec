import * as tf from '@tensorflow/tfjs-core';
import { floatsOf, withScratch } from './heap.js';
import type { Heap } from './heap.js';
import { isOurs, tfjsKernel } from './kernel.js';
import { multiplyPacked, packRight, tileColumns, tileRows } from './simd/product.js';
import { simdFunction } from './simd/simd-function.js';

/** A matrix in the heap: `rows` x `columns` of float32, row by row, or the transpose of what lies there so. */
export interface Matrix {
  /** Where it begins, in bytes. */
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
  /** The values lie as [columns, rows]. */
  readonly transposed?: boolean;
}

/** [columns, rows] from [rows, columns], in blocks that fit the cache. */
export function transposeInto(from: Float32Array, to: Float32Array, rows: number, columns: number): void {
  const block = 16;
  for (let top = 0; top < rows; top += block) {
    const bottom = Math.min(rows, top + block);
    for (let left = 0; left < columns; left += block) {
      const right = Math.min(columns, left + block);
      for (let r = top; r < bottom; r++) {
        for (let c = left; c < right; c++) to[c * rows + r] = from[r * columns + c]!;
      }
    }
  }
}

const packed = simdFunction(packRight);
const multiplied = simdFunction(multiplyPacked);

/** Whether the product is ours; else it is tfjs's, of operands made to lie straight. */
export const hasSimdProduct = (heap: Heap): boolean => multiplied(heap) !== null;

/** Steps and columns of a block of the right operand: it is to stay in the second-level cache. */
const blockSteps = 256;
const blockColumns = 512;

/** Strides in bytes: from one row to the next, from one column to the next. */
const strides = ({ rows, columns, transposed }: Matrix): readonly [number, number] =>
  transposed ? [4, rows * 4] : [columns * 4, 4];

/**
 * c = a b, or c += a b with `accumulate`; c is a.rows x b.columns at the offset `c`. Either operand may lie transposed
 * at no cost to speak of.
 */
export function multiply(heap: Heap, a: Matrix, b: Matrix, c: number, accumulate = false): void {
  const pack = packed(heap);
  const multiplyBlock = multiplied(heap);
  if (pack === null || multiplyBlock === null) {
    multiplyByTfjs(heap, a, b, c, accumulate);
    return;
  }
  const [m, n, k] = [a.rows, b.columns, a.columns];
  const [aRow, aColumn] = strides(a);
  const [bRow, bColumn] = strides(b);
  if (k === 0 && !accumulate) new Float32Array(heap.wasm.HEAPU8.buffer, c, m * n).fill(0);
  const steps = Math.min(k, blockSteps);
  const columns = Math.ceil(Math.min(n, blockColumns) / tileColumns) * tileColumns;
  const rightBytes = steps * columns * 4;
  withScratch(heap, rightBytes + (steps * tileRows + tileRows * tileColumns) * 4, (scratch) => {
    for (let column = 0; column < n; column += blockColumns) {
      const width = Math.min(blockColumns, n - column);
      for (let step = 0; step < k; step += blockSteps) {
        const depth = Math.min(blockSteps, k - step);
        pack(depth, width, b.offset + step * bRow + column * bColumn, bRow, bColumn, scratch);
        multiplyBlock(
          ...[m, width, depth, a.offset + step * aColumn, aRow, aColumn, scratch],
          ...[c + column * 4, n * 4, accumulate || step > 0 ? 1 : 0, scratch + rightBytes],
        );
      }
    }
  });
}

/** tfjs's own product is fast only where neither operand is transposed: so both are made to lie straight first. */
function multiplyByTfjs(heap: Heap, a: Matrix, b: Matrix, c: number, accumulate: boolean): void {
  const ours = tf.getKernel('BatchMatMul', 'wasm');
  const kernel = tfjsKernel('BatchMatMul', isOurs(ours) ? ours.replaces : ours);
  const straight = [a, b].map((matrix) => heap.makeOutput([1, matrix.rows, matrix.columns], 'float32'));
  [a, b].forEach(({ offset, rows, columns, transposed }, index) => {
    const from = new Float32Array(heap.wasm.HEAPU8.buffer, offset, rows * columns);
    const to = floatsOf(heap, straight[index]!);
    if (transposed) transposeInto(from, to, columns, rows);
    else to.set(from);
  });
  const attrs = { transposeA: false, transposeB: false };
  const product = kernel.kernelFunc({
    inputs: { a: straight[0]!, b: straight[1]! },
    attrs,
    backend: heap,
  }) as tf.TensorInfo;
  const values = floatsOf(heap, product);
  const result = new Float32Array(heap.wasm.HEAPU8.buffer, c, values.length);
  if (accumulate) for (let i = 0; i < values.length; i++) result[i]! += values[i]!;
  else result.set(values);
  for (const info of [...straight, product]) heap.disposeData(info.dataId);
}
