import { withScratch } from './heap.js';
import type { Heap } from './heap.js';
import { squareBlock, squareSums } from './simd/square-sums.js';
import { simdFunction } from './simd/simd-function.js';

const compiled = simdFunction(squareSums);

/** The sum of the squares of `count` floats at an offset in bytes. */
export function squareSum(heap: Heap, offset: number, count: number): number {
  const run = compiled(heap);
  const vectors = run === null ? 0 : count - (count % 4);
  let total = 0;
  if (run !== null && vectors > 0) {
    const lanes = Math.ceil(vectors / squareBlock) * 4;
    total = withScratch(heap, lanes * 4, (scratch) => {
      run(vectors, offset, scratch);
      return new Float32Array(heap.wasm.HEAPU8.buffer, scratch, lanes).reduce((sum, lane) => sum + lane, 0);
    });
  }
  const rest = new Float32Array(heap.wasm.HEAPU8.buffer, offset, count).subarray(vectors);
  return rest.reduce((sum, value) => sum + value * value, total);
}
