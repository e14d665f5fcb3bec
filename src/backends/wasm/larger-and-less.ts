import * as tf from '@tensorflow/tfjs-core';
import { elementwiseFunction } from './elementwise-kernel.js';
import { floatsOf } from './heap.js';
import type { Heap } from './heap.js';
import { tfjsKernel, wasmKernel } from './kernel.js';
import type { WasmKernel } from './kernel.js';

interface Inputs {
  readonly a: tf.TensorInfo;
  readonly b: tf.TensorInfo;
}

/** An operand under the shape that both are broadcast to: 0 is added to it. */
const broadcast = (heap: Heap, tensor: tf.TensorInfo, shape: number[]): tf.TensorInfo => {
  const zeros = heap.makeOutput(shape, 'float32');
  floatsOf(heap, zeros).fill(0);
  const whole = tf.engine().runKernel('Add', { a: tensor as tf.Tensor, b: zeros as tf.Tensor }) as tf.Tensor;
  heap.disposeData(zeros.dataId);
  return whole;
};

/** The larger, or the less, of two values; of NaN and a number NaN, where tfjs's own gives the number. */
const ofTwo = (name: 'Maximum' | 'Minimum', operator: 'max' | 'min'): WasmKernel => {
  const both = elementwiseFunction({
    inputs: 2,
    scalars: 0,
    formula: (arithmetic, [a, b]) => [arithmetic[operator](a!, b!)],
  });
  const withNumber = elementwiseFunction({
    inputs: 1,
    scalars: 1,
    formula: (arithmetic, [x], [bound]) => [arithmetic[operator](x!, bound!)],
  });
  return wasmKernel<Inputs, object>(name, ({ inputs, attributes, heap, replaced }) => {
    const { a, b } = inputs;
    if (a.dtype !== 'float32' || b.dtype !== 'float32') return tfjsKernel(name, replaced)(inputs, attributes);
    if (b.shape.length === 0) return withNumber(heap, [a], [floatsOf(heap, b)[0]!]);
    if (a.shape.length === 0) return withNumber(heap, [b], [floatsOf(heap, a)[0]!]);
    const shape = tf.backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
    const alike = ({ shape: own }: tf.TensorInfo) => String(own) === String(shape);
    const whole = [a, b].map((tensor) => (alike(tensor) ? tensor : broadcast(heap, tensor, shape)));
    const result = both(heap, whole, []);
    whole.forEach((tensor, i) => tensor !== [a, b][i] && tf.dispose(tensor as tf.Tensor));
    return result;
  });
};

export const maximum = ofTwo('Maximum', 'max');
export const minimum = ofTwo('Minimum', 'min');
