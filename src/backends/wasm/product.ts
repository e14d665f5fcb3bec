import * as tf from '@tensorflow/tfjs-core';
import { floatsOf, withScratch } from './heap.js';
import type { Heap } from './heap.js';
import { isOurs, tfjsKernel } from './kernel.js';
import { addsInOneRounding } from './rounding.js';
import type { Activation } from './simd/bounded.js';
import { functionCache } from './simd/function-cache.js';
import { productRows } from './simd/product-rows.js';
import type { ProductRows } from './simd/product-rows.js';
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

/** Packs a right operand as panels. */
export const packed = simdFunction(packRight);
const multiplied = simdFunction(multiplyPacked);

/** Whether the product is ours; else it is tfjs's, of operands made to lie straight. */
export const hasSimdProduct = (heap: Heap): boolean => multiplied(heap) !== null;

/** Steps and columns of a block of the right operand: it is to stay in the second-level cache. */
const blockSteps = 256;
const blockColumns = 512;

/** Strides in bytes: from one row to the next, from one column to the next. */
const strides = ({ rows, columns, transposed }: Matrix): readonly [number, number] =>
  transposed ? [4, rows * 4] : [columns * 4, 4];

/** Rows up to which the right operand is read where it lies: it is read too seldom for packing to pay. */
const fewRows = 8;

/** What a product begins and ends with. */
export interface Ends {
  /** c += a b. */
  readonly accumulate?: boolean;
  /** Offset of a bias, `padBias` has written it. */
  readonly bias?: number | undefined;
  readonly activation?: Activation;
}

/**
 * c = a b, or c += a b with `accumulate`; c is a.rows x b.columns at the offset `c`. Either operand may lie transposed
 * at no cost to speak of. A bias and an activation need SIMD.
 */
export function multiply(heap: Heap, a: Matrix, b: Matrix, c: number, ends: Ends = {}): void {
  const pack = packed(heap);
  const { accumulate = false } = ends;
  if (pack === null) {
    multiplyByTfjs(heap, a, b, c, accumulate);
    return;
  }
  const [m, n, k] = [a.rows, b.columns, a.columns];
  const [bRow, bColumn] = strides(b);
  if (m === 0 || n === 0) return;
  if (k === 0) return beginOnly(heap, c, m, n, ends);
  const inPlace = m <= fewRows && !b.transposed;
  const steps = Math.min(k, blockSteps);
  const columns = Math.ceil(Math.min(n, blockColumns) / tileColumns) * tileColumns;
  const rightBytes = inPlace ? 0 : steps * columns * 4;
  withScratch(heap, rightBytes + (steps * tileRows + tileRows * tileColumns) * 4, (scratch) => {
    for (let column = 0; column < n; column += blockColumns) {
      const width = Math.min(blockColumns, n - column);
      for (let step = 0; step < k; step += blockSteps) {
        const depth = Math.min(blockSteps, k - step);
        const right = b.offset + step * bRow + column * bColumn;
        if (!inPlace) pack(depth, width, right, bRow, bColumn, scratch);
        multiplyBlock(heap, {
          ...{ m, n, width, depth, c: c + column * 4, scratch: scratch + rightBytes },
          a: { ...a, offset: a.offset + step * strides(a)[1] },
          right: inPlace
            ? { offset: right, step: bRow, panel: tileColumns * 4 }
            : { offset: scratch, step: tileColumns * 4, panel: depth * tileColumns * 4 },
          begins: accumulate || step > 0 ? 'result' : ends.bias === undefined ? 'zero' : 'bias',
          bias: (ends.bias ?? 0) + column * 4,
          activation: step + depth === k ? (ends.activation ?? 'linear') : 'linear',
        });
      }
    }
  });
}

/** A product of no steps: what it begins with. */
function beginOnly(
  heap: Heap,
  c: number,
  m: number,
  n: number,
  { accumulate, bias, activation }: Ends,
): void {
  if (accumulate) return;
  const to = new Float32Array(heap.wasm.HEAPU8.buffer, c, m * n).fill(0);
  if (bias === undefined) return;
  const row = new Float32Array(heap.wasm.HEAPU8.buffer, bias, n).map((value) =>
    (activation ?? 'linear') === 'linear' || !(value < 0) ? value : 0,
  );
  for (let at = 0; at < m * n; at += n) to.set(row, at);
}

const inRows = functionCache(productRows);

interface Block {
  readonly m: number;
  readonly n: number;
  readonly width: number;
  readonly depth: number;
  readonly a: Matrix;
  readonly right: { readonly offset: number; readonly step: number; readonly panel: number };
  readonly c: number;
  readonly begins: ProductRows['begins'];
  readonly bias: number;
  readonly activation: Activation;
  readonly scratch: number;
}

/** Some steps and columns of a product. */
function multiplyBlock(heap: Heap, block: Block): void {
  const { m, n, width, depth, a, right, c, begins } = block;
  const [aRow, aColumn] = strides(a);
  // rows that lie across are packed, which for them is copying
  if (aColumn !== 4 && begins !== 'bias' && block.activation === 'linear' && right.step === tileColumns * 4) {
    const run = multiplied(heap)!;
    run(
      m,
      width,
      depth,
      a.offset,
      aRow,
      aColumn,
      right.offset,
      c,
      n * 4,
      begins === 'result' ? 1 : 0,
      block.scratch,
    );
    return;
  }
  const run = inRows(heap, {
    leftRow: aRow,
    leftStep: aColumn,
    rowsOver: m % tileRows,
    columns: width,
    resultRow: n * 4,
    rightStep: right.step,
    begins,
    activation: block.activation,
    fused: addsInOneRounding(),
  })!;
  run(Math.floor(m / tileRows), depth, a.offset, right.offset, right.panel, c, block.bias);
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
