import type * as tf from '@tensorflow/tfjs-core';
import { floatsOf, offsetOf } from '../heap.js';
import { wasmKernel } from '../kernel.js';
import { multiply } from '../product.js';
import { tanh } from './functions.js';
import { before, extentOf, kernelGradient, stepOffset, thereAt } from './sequence.js';

interface Inputs {
  readonly dStates: tf.TensorInfo;
  readonly dCarries: tf.TensorInfo;
  readonly states: tf.TensorInfo;
  readonly carries: tf.TensorInfo;
  readonly gates: tf.TensorInfo;
  readonly kernel: tf.TensorInfo;
  readonly state: tf.TensorInfo;
  readonly carry: tf.TensorInfo;
  readonly mask: tf.TensorInfo;
}

/** The gradients of `LSTMSequence`: of its products, kernel, and the states to begin with. */
export const lstmSequenceGrad = wasmKernel<Inputs, object>('LSTMSequenceGrad', ({ inputs, heap }) => {
  const { dStates, dCarries, states, carries, gates, kernel, state, carry, mask } = inputs;
  const extent = extentOf(states);
  const { steps, batch, units } = extent;
  const width = 4 * units;
  const dProducts = heap.makeOutput([steps, batch, width], 'float32');
  const dKernel = heap.makeOutput([units, width], 'float32');
  const dState = heap.makeOutput([batch, units], 'float32');
  const dCarry = heap.makeOutput([batch, units], 'float32');
  floatsOf(heap, dState).fill(0);
  floatsOf(heap, dCarry).fill(0);
  for (let t = steps - 1; t >= 0; t--) {
    const [from, to] = [t * batch * units, (t + 1) * batch * units];
    const [dh, dc] = [floatsOf(heap, dState), floatsOf(heap, dCarry)];
    const [upH, upC] = [dStates, dCarries].map((x) => floatsOf(heap, x).subarray(from, to)) as [
      Float32Array,
      Float32Array,
    ];
    const c = before(heap, carries, carry, extent, t);
    const next = before(heap, carries, carry, extent, t + 1);
    const g = floatsOf(heap, gates).subarray(t * batch * width, (t + 1) * batch * width);
    const dz = floatsOf(heap, dProducts).subarray(t * batch * width, (t + 1) * batch * width);
    const there = thereAt(heap, mask, extent, t);
    for (let row = 0; row < batch; row++) {
      const at = row * units;
      if (there?.[row] === 0) {
        for (let u = at; u < at + units; u++) {
          dh[u]! += upH[u]!;
          dc[u]! += upC[u]!;
        }
        dz.fill(0, row * width, (row + 1) * width);
        continue;
      }
      for (let u = 0; u < units; u++) {
        const i = row * width + u;
        const [taken, kept, fresh, given] = [g[i]!, g[i + units]!, g[i + 2 * units]!, g[i + 3 * units]!];
        const out = tanh(next[at + u]!);
        const byState = dh[at + u]! + upH[at + u]!;
        const byCarry = dc[at + u]! + upC[at + u]! + byState * given * (1 - out * out);
        dz[i] = byCarry * fresh * taken * (1 - taken);
        dz[i + units] = byCarry * c[at + u]! * kept * (1 - kept);
        dz[i + 2 * units] = byCarry * taken * (1 - fresh * fresh);
        dz[i + 3 * units] = byState * out * given * (1 - given);
        dc[at + u] = byCarry * kept;
        dh[at + u] = 0;
      }
    }
    // onto what steps that are not there have passed on
    multiply(
      heap,
      { offset: stepOffset(heap, dProducts, extent, width, t), rows: batch, columns: width },
      { offset: offsetOf(heap, kernel), rows: width, columns: units, transposed: true },
      offsetOf(heap, dState),
      { accumulate: true },
    );
  }
  const products = offsetOf(heap, dProducts);
  kernelGradient(heap, extent, { states, start: state, products, width, into: dKernel });
  return [dProducts, dKernel, dState, dCarry];
});
