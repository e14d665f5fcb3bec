import type * as tf from '@tensorflow/tfjs-core';
import { floatsOf, offsetOf } from '../heap.js';
import { wasmKernel } from '../kernel.js';
import { multiply } from '../product.js';
import { sigmoid, tanh } from './functions.js';
import { before, stepOffset, thereAt, type Extent } from './sequence.js';

interface Inputs {
  /** The products of the inputs, bias and all: `[steps, batch, 4 * units]`, by Keras's order of gates. */
  readonly products: tf.TensorInfo;
  /** `[units, 4 * units]`. */
  readonly kernel: tf.TensorInfo;
  /** `[batch, units]`, before the first step. */
  readonly state: tf.TensorInfo;
  readonly carry: tf.TensorInfo;
  /** 1 where a step is there, `[steps, batch]`, or empty; a step that is not leaves the states as they are. */
  readonly mask: tf.TensorInfo;
}

/**
 * Long short-term memory over a whole sequence, with sigmoid gates and tanh: the states and carries after each step,
 * `[steps, batch, units]`, and the gates, `[steps, batch, 4 * units]`, which the gradient needs.
 */
export const lstmSequence = wasmKernel<Inputs, object>('LSTMSequence', ({ inputs, heap }) => {
  const { products, kernel, state, carry, mask } = inputs;
  const [steps, batch, width] = products.shape as [number, number, number];
  const extent: Extent = { steps, batch, units: width / 4 };
  const { units } = extent;
  const states = heap.makeOutput([steps, batch, units], 'float32');
  const carries = heap.makeOutput([steps, batch, units], 'float32');
  const gates = heap.makeOutput([steps, batch, width], 'float32');
  floatsOf(heap, gates).set(floatsOf(heap, products));
  for (let t = 0; t < steps; t++) {
    const from = t === 0 ? offsetOf(heap, state) : stepOffset(heap, states, extent, units, t - 1);
    multiply(
      heap,
      { offset: from, rows: batch, columns: units },
      { offset: offsetOf(heap, kernel), rows: units, columns: width },
      stepOffset(heap, gates, extent, width, t),
      { accumulate: true },
    );
    // the heap may have moved
    const [h, c] = [before(heap, states, state, extent, t), before(heap, carries, carry, extent, t)];
    const [toH, toC] = [
      before(heap, states, state, extent, t + 1),
      before(heap, carries, carry, extent, t + 1),
    ];
    const z = floatsOf(heap, gates).subarray(t * batch * width, (t + 1) * batch * width);
    const there = thereAt(heap, mask, extent, t);
    for (let row = 0; row < batch; row++) {
      const at = row * units;
      if (there?.[row] === 0) {
        toH.set(h.subarray(at, at + units), at);
        toC.set(c.subarray(at, at + units), at);
        continue;
      }
      for (let u = 0; u < units; u++) {
        const i = row * width + u;
        const taken = sigmoid(z[i]!);
        const kept = sigmoid(z[i + units]!);
        const fresh = tanh(z[i + 2 * units]!);
        const given = sigmoid(z[i + 3 * units]!);
        const next = kept * c[at + u]! + taken * fresh;
        z[i] = taken;
        z[i + units] = kept;
        z[i + 2 * units] = fresh;
        z[i + 3 * units] = given;
        toC[at + u] = next;
        toH[at + u] = given * tanh(next);
      }
    }
  }
  return [states, carries, gates];
});
