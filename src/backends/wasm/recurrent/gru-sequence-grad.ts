import type * as tf from '@tensorflow/tfjs-core';
import { floatsOf, offsetOf, withScratch } from '../heap.js';
import { wasmKernel } from '../kernel.js';
import { multiply } from '../product.js';
import { before, extentOf, kernelGradient, thereAt } from './sequence.js';

interface Inputs {
  readonly dStates: tf.TensorInfo;
  readonly states: tf.TensorInfo;
  readonly gates: tf.TensorInfo;
  readonly recurrent: tf.TensorInfo;
  readonly kernel: tf.TensorInfo;
  readonly state: tf.TensorInfo;
  readonly mask: tf.TensorInfo;
}

/** The gradients of `GRUSequence`: of its products, kernel, bias, and the state to begin with. */
export const gruSequenceGrad = wasmKernel<Inputs, object>('GRUSequenceGrad', ({ inputs, heap }) => {
  const { dStates, states, gates, recurrent, kernel, state, mask } = inputs;
  const extent = extentOf(states);
  const { steps, batch, units } = extent;
  const width = 3 * units;
  const dProducts = heap.makeOutput([steps, batch, width], 'float32');
  const dKernel = heap.makeOutput([units, width], 'float32');
  const dBias = heap.makeOutput([width], 'float32');
  const dState = heap.makeOutput([batch, units], 'float32');
  floatsOf(heap, dState).fill(0);
  floatsOf(heap, dBias).fill(0);
  const size = batch * width;
  withScratch(heap, Math.max(steps * size, 1) * 4, (scratch) => {
    for (let t = steps - 1; t >= 0; t--) {
      const dh = floatsOf(heap, dState);
      const up = floatsOf(heap, dStates).subarray(t * batch * units, (t + 1) * batch * units);
      const h = before(heap, states, state, extent, t);
      const [g, p, dx] = [gates, recurrent, dProducts].map((all) =>
        floatsOf(heap, all).subarray(t * size, (t + 1) * size),
      ) as [Float32Array, Float32Array, Float32Array];
      const dp = new Float32Array(heap.wasm.HEAPU8.buffer, scratch + t * size * 4, size);
      const db = floatsOf(heap, dBias);
      const there = thereAt(heap, mask, extent, t);
      for (let row = 0; row < batch; row++) {
        const at = row * units;
        if (there?.[row] === 0) {
          for (let u = at; u < at + units; u++) dh[u]! += up[u]!;
          dx.fill(0, row * width, (row + 1) * width);
          dp.fill(0, row * width, (row + 1) * width);
          continue;
        }
        for (let u = 0; u < units; u++) {
          const i = row * width + u;
          const [r, n] = [i + units, i + 2 * units];
          const [update, reset, fresh] = [g[i]!, g[r]!, g[n]!];
          const by = dh[at + u]! + up[at + u]!;
          const byFresh = by * (1 - update) * (1 - fresh * fresh);
          const byUpdate = by * (h[at + u]! - fresh) * update * (1 - update);
          const byReset = byFresh * p[n]! * reset * (1 - reset);
          dx[i] = dp[i] = byUpdate;
          dx[r] = dp[r] = byReset;
          dx[n] = byFresh;
          dp[n] = byFresh * reset;
          db[u]! += byUpdate;
          db[u + units]! += byReset;
          db[u + 2 * units]! += byFresh * reset;
          dh[at + u] = by * update;
        }
      }
      multiply(
        heap,
        { offset: scratch + t * size * 4, rows: batch, columns: width },
        { offset: offsetOf(heap, kernel), rows: width, columns: units, transposed: true },
        offsetOf(heap, dState),
        { accumulate: true },
      );
    }
    if (steps > 0)
      kernelGradient(heap, extent, { states, start: state, products: scratch, width, into: dKernel });
  });
  return [dProducts, dKernel, dBias, dState];
});
