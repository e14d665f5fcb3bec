import type * as tf from '@tensorflow/tfjs-core';
import { floatsOf, offsetOf, sizeOf } from './heap.js';
import type { Heap } from './heap.js';
import { wasmKernel } from './kernel.js';
import { moveBy } from './lamb-step.js';
import { optimizerPass } from './optimizer-step.js';
import { applyFormula } from './plain-formula.js';
import { elementwise } from './simd/elementwise.js';
import type { Formula } from './simd/elementwise.js';
import { simdFunction } from './simd/simd-function.js';
import { squareSum } from './square-sum.js';

type Inputs = Readonly<Record<string, tf.TensorInfo>>;
type Numbers = Readonly<Record<string, number>>;

const direct = optimizerPass({
  inputs: ['gradient', 'velocity'],
  updated: ['update', 'velocity'],
  scalars: ['forget', 'remember', 'epsilon1'],
  formula: ({ add, mul, div, sqrt, hold }, [g, velocity], [forget, remember, epsilon]) => {
    const v = hold(add(mul(velocity!, remember!), mul(add(mul(g!, g!), epsilon!), forget!)));
    return [div(g!, sqrt(v)), v];
  },
});

/** A formula over one row of a matrix: offsets of its inputs and outputs in bytes. */
const overRow = (inputs: number, outputs: number, scalars: number, formula: Formula) => {
  const compiled = simdFunction(elementwise(inputs, outputs, scalars, formula));
  return (heap: Heap, count: number, offsets: readonly number[], given: readonly number[]): void => {
    const run = compiled(heap);
    if (run !== null) return run(count, ...offsets, ...given);
    const rows = offsets.map((offset) => new Float32Array(heap.wasm.HEAPU8.buffer, offset, count));
    applyFormula(formula, rows.slice(0, inputs), rows.slice(inputs), given);
  };
};

const addSquares = overRow(2, 1, 1, ({ add, mul }, [sums, g], [share]) => [
  add(sums!, mul(mul(g!, g!), share!)),
]);
const spread = overRow(2, 2, 1, ({ mul, div, sqrt, hold }, [c, g], [row]) => {
  const v = hold(mul(c!, row!));
  return [v, div(g!, sqrt(v))];
});
const fade = overRow(1, 1, 2, ({ add, mul }, [c], [remember, more]) => [add(mul(c!, remember!), more!)]);

/** value' and the slots: an update is held to its root mean square, and goes by that of the value. */
function finish(heap: Heap, value: tf.TensorInfo, update: tf.TensorInfo, numbers: Numbers): tf.TensorInfo {
  const size = sizeOf(value.shape);
  const rms = (tensor: tf.TensorInfo) => Math.sqrt(squareSum(heap, offsetOf(heap, tensor), size) / size);
  const held = Math.max(rms(update) / numbers['clipThreshold']!, 1);
  const rate = (numbers['rate']! * Math.max(rms(value), numbers['epsilon2']!)) / held;
  const [moved] = moveBy(heap, { value, update }, { rate });
  heap.disposeData(update.dataId);
  return moved!;
}

/** A step of Adafactor (Shazeer and Stern, 2018), as Keras writes it, for a variable that is no matrix. */
export const adafactorVectorStep = wasmKernel<Inputs, Numbers>(
  'AdafactorVectorStep',
  ({ inputs, attributes, heap }) => {
    const [update, velocity] = direct(heap, inputs, attributes);
    return [finish(heap, inputs['value']!, update!, attributes), velocity!];
  },
);

/**
 * The same for matrices, the last two axes: r' and c' are running means of the squared gradients over columns and rows,
 * v'[i, j] = r'[i] / mean(r') c'[j], the update g / sqrt(v').
 */
export const adafactorStep = wasmKernel<Inputs, Numbers>('AdafactorStep', ({ inputs, attributes, heap }) => {
  const { value, gradient, r, c } = inputs as Readonly<
    Record<'value' | 'gradient' | 'r' | 'c', tf.TensorInfo>
  >;
  const [rows, columns] = value.shape.slice(-2) as [number, number];
  const matrices = sizeOf(value.shape.slice(0, -2));
  const { forget, remember, epsilon1 } = attributes as Readonly<Record<string, number>>;
  const outcome = [r, c, value, value].map(({ shape }) => heap.makeOutput(shape, 'float32'));
  const [newR, newC, velocity, update] = outcome as [
    tf.TensorInfo,
    tf.TensorInfo,
    tf.TensorInfo,
    tf.TensorInfo,
  ];
  const [oldC, toC, toV, toU, fromG] = [c, newC, velocity, update, gradient].map((tensor) =>
    offsetOf(heap, tensor),
  ) as [number, number, number, number, number];
  for (let matrix = 0; matrix < matrices; matrix++) {
    const ofC = toC + matrix * columns * 4;
    fade(heap, columns, [oldC + matrix * columns * 4, ofC], [remember!, forget! * epsilon1!]);
    let mean = 0;
    for (let row = 0; row < rows; row++) {
      const index = matrix * rows + row;
      const from = fromG + index * columns * 4;
      addSquares(heap, columns, [ofC, from, ofC], [forget! / rows]);
      const squares = squareSum(heap, from, columns) / columns + epsilon1!;
      const next = floatsOf(heap, r)[index]! * remember! + squares * forget!;
      floatsOf(heap, newR)[index] = next;
      mean += next / rows;
    }
    for (let row = 0; row < rows; row++) {
      const at = (matrix * rows + row) * columns * 4;
      const share = floatsOf(heap, newR)[matrix * rows + row]! / mean;
      spread(heap, columns, [ofC, fromG + at, toV + at, toU + at], [share]);
    }
  }
  return [finish(heap, value, update, attributes), newR, newC, velocity];
});
