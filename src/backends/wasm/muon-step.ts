import type * as tf from '@tensorflow/tfjs-core';
import { offsetOf, sizeOf } from './heap.js';
import type { Heap } from './heap.js';
import { wasmKernel } from './kernel.js';
import { moveBy } from './lamb-step.js';
import { checkAlike, optimizerPass } from './optimizer-step.js';
import { multiply } from './product.js';
import { squareSum } from './square-sum.js';

/** What is carried on, and the matrix that is made orthogonal: the gradient one step ahead where `ahead` is the momentum. */
const carry = optimizerPass({
  inputs: ['gradient', 'momentum'],
  updated: ['momentum', 'update'],
  fades: { momentum: 1e-30 },
  scalars: ['momentum', 'ofGradient', 'ofCarried'],
  formula: ({ add, mul, hold }, [g, carried], [momentum, ofGradient, ofCarried]) => {
    const m = hold(add(g!, mul(carried!, momentum!)));
    return [m, add(mul(g!, ofGradient!), mul(m, ofCarried!))];
  },
});

const scale = optimizerPass({
  inputs: ['value'],
  updated: ['value'],
  scalars: ['factor'],
  formula: ({ mul }, [value], [factor]) => [mul(value!, factor!)],
});

type Numbers = Readonly<Record<string, number>>;

/**
 * The nearest matrix whose singular values are all about one, by iterations of Newton and Schulz: y' = a y + (b s + c s s) y for
 * s = y y^T. Of a tall matrix s = y^T y, which is smaller, stands on the right: s is symmetric, and nothing need be transposed.
 */
function orthogonal(heap: Heap, matrix: tf.TensorInfo, numbers: Numbers): tf.TensorInfo {
  const [rows, columns] = matrix.shape as [number, number];
  const [size, isTall] = [Math.min(rows, columns), rows > columns];
  const norm = Math.sqrt(squareSum(heap, offsetOf(heap, matrix), rows * columns));
  const scaled = (value: tf.TensorInfo, factor: number) => scale(heap, { value }, { factor })[0]!;
  const at = (tensor: tf.TensorInfo, transposed = false) => {
    const [height, width] = tensor.shape as [number, number];
    const offset = offsetOf(heap, tensor);
    return transposed
      ? { offset, rows: width, columns: height, transposed }
      : { offset, rows: height, columns: width };
  };
  let y = scaled(matrix, 1 / (norm + 1e-7));
  for (let turn = 0; turn < numbers['nsSteps']!; turn++) {
    const square = heap.makeOutput([size, size], 'float32');
    multiply(heap, at(y, isTall), at(y, !isTall), offsetOf(heap, square));
    const mixed = scaled(square, numbers['muonB']!);
    const third = scaled(square, numbers['muonC']!);
    multiply(heap, at(third), at(square), offsetOf(heap, mixed), { accumulate: true });
    const next = scaled(y, numbers['muonA']!);
    const [left, right] = isTall ? [y, mixed] : [mixed, y];
    multiply(heap, at(left), at(right), offsetOf(heap, next), { accumulate: true });
    for (const { dataId } of [square, mixed, third, y]) heap.disposeData(dataId);
    y = next;
  }
  return y;
}

/** A step of Muon (Jordan et al., 2024), as Keras writes it, for a matrix: value' = value - rate orthogonal(update). */
export const muonStep = wasmKernel<Record<string, tf.TensorInfo>, Numbers>(
  'MuonStep',
  ({ inputs, attributes, heap }) => {
    checkAlike('MuonStep', ['value', 'gradient', 'momentum'], inputs);
    const value = inputs['value']!;
    const [carried, update] = carry(heap, inputs, attributes) as [tf.TensorInfo, tf.TensorInfo];
    const made =
      sizeOf(value.shape) === 0
        ? scale(heap, { value: update }, { factor: 1 })[0]!
        : orthogonal(heap, update, attributes);
    const size =
      attributes['rmsRate']! < 0 ? 1 : Math.sqrt(Math.max(...value.shape)) * attributes['rmsRate']!;
    const [moved] = moveBy(heap, { value, update: made }, { rate: attributes['ofMatrix']! * size });
    for (const { dataId } of [update, made]) heap.disposeData(dataId);
    return [moved!, carried];
  },
);
