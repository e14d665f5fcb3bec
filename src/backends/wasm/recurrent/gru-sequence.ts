import type * as tf from '@tensorflow/tfjs-core';
import { floatsOf, offsetOf } from '../heap.js';
import { wasmKernel } from '../kernel.js';
import { multiply } from '../product.js';
import { sigmoid, tanh } from './functions.js';
import { before, stepOffset, thereAt, type Extent } from './sequence.js';

interface Inputs {
  /** The products of the inputs, bias and all: `[steps, batch, 3 * units]`, by Keras's order of gates. */
  readonly products: tf.TensorInfo;
  /** `[units, 3 * units]`. */
  readonly kernel: tf.TensorInfo;
  /** Of the state's products, `[3 * units]`. */
  readonly bias: tf.TensorInfo;
  /** `[batch, units]`, before the first step. */
  readonly state: tf.TensorInfo;
  /** 1 where a step is there, `[steps, batch]`, or empty; a step that is not leaves the state as it is. */
  readonly mask: tf.TensorInfo;
}

/**
 * A gated recurrent unit over a whole sequence, with sigmoid gates and tanh, its reset gate after the product: the
 * states after each step, `[steps, batch, units]`, and for the gradient the gates and the fresh state, `[steps, batch,
 * 3 * units]`, and the state's products, `[steps, batch, 3 * units]`.
 */
export const gruSequence = wasmKernel<Inputs, object>('GRUSequence', ({ inputs, heap }) => {
  const { products, kernel, bias, state, mask } = inputs;
  const [steps, batch, width] = products.shape as [number, number, number];
  const extent: Extent = { steps, batch, units: width / 3 };
  const { units } = extent;
  const states = heap.makeOutput([steps, batch, units], 'float32');
  const gates = heap.makeOutput([steps, batch, width], 'float32');
  const recurrent = heap.makeOutput([steps, batch, width], 'float32');
  for (let t = 0; t < steps; t++) {
    const from = t === 0 ? offsetOf(heap, state) : stepOffset(heap, states, extent, units, t - 1);
    multiply(
      heap,
      { offset: from, rows: batch, columns: units },
      { offset: offsetOf(heap, kernel), rows: units, columns: width },
      stepOffset(heap, recurrent, extent, width, t),
    );
    // the heap may have moved
    const [h, toH] = [before(heap, states, state, extent, t), before(heap, states, state, extent, t + 1)];
    const [x, p, g] = [products, recurrent, gates].map((all) =>
      floatsOf(heap, all).subarray(t * batch * width, (t + 1) * batch * width),
    ) as [Float32Array, Float32Array, Float32Array];
    const b = floatsOf(heap, bias);
    const there = thereAt(heap, mask, extent, t);
    for (let row = 0; row < batch; row++) {
      const at = row * units;
      if (there?.[row] === 0) {
        toH.set(h.subarray(at, at + units), at);
        continue;
      }
      for (let u = 0; u < units; u++) {
        const i = row * width + u;
        const [r, n] = [i + units, i + 2 * units];
        p[n]! += b[u + 2 * units]!;
        const update = sigmoid(x[i]! + p[i]! + b[u]!);
        const reset = sigmoid(x[r]! + p[r]! + b[u + units]!);
        const fresh = tanh(x[n]! + reset * p[n]!);
        g[i] = update;
        g[r] = reset;
        g[n] = fresh;
        toH[at + u] = update * h[at + u]! + (1 - update) * fresh;
      }
    }
  }
  return [states, gates, recurrent];
});
