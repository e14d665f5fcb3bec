import type * as tf from '@tensorflow/tfjs-core';
import { floatsOf, offsetOf, type Heap } from '../heap.js';
import { multiply } from '../product.js';

/** How large a sequence is: `[steps, batch, units]`, with so many gates. */
export interface Extent {
  readonly steps: number;
  readonly batch: number;
  readonly units: number;
}

export const extentOf = ({ shape }: tf.TensorInfo): Extent => {
  const [steps, batch, units] = shape as [number, number, number];
  return { steps, batch, units };
};

/** Where step `t` of a sequence of rows of `width` begins, in bytes. */
export const stepOffset = (
  heap: Heap,
  tensor: tf.TensorInfo,
  { batch }: Extent,
  width: number,
  t: number,
): number => offsetOf(heap, tensor) + t * batch * width * 4;

/** The values of the step before `t`: of the states to begin with, where there is none. */
export const before = (
  heap: Heap,
  states: tf.TensorInfo,
  start: tf.TensorInfo,
  { batch, units }: Extent,
  t: number,
): Float32Array => {
  const size = batch * units;
  return t === 0 ? floatsOf(heap, start) : floatsOf(heap, states).subarray((t - 1) * size, t * size);
};

/** Which rows of step `t` are there: 1, or 0; all where the mask is empty. */
export const thereAt = (
  heap: Heap,
  mask: tf.TensorInfo,
  { batch }: Extent,
  t: number,
): Float32Array | undefined =>
  mask.shape[0] === 0 ? undefined : floatsOf(heap, mask).subarray(t * batch, (t + 1) * batch);

/**
 * The gradient of a kernel `[units, width]` by which the states before each step were multiplied: those states,
 * transposed, times the gradients of the products `[steps, batch, width]`, which lie at `products`.
 */
export const kernelGradient = (
  heap: Heap,
  { steps, batch, units }: Extent,
  {
    states,
    start,
    products,
    width,
    into,
  }: {
    readonly states: tf.TensorInfo;
    readonly start: tf.TensorInfo;
    readonly products: number;
    readonly width: number;
    readonly into: tf.TensorInfo;
  },
): void => {
  const to = offsetOf(heap, into);
  const first = { offset: offsetOf(heap, start), rows: units, columns: batch, transposed: true };
  multiply(heap, first, { offset: products, rows: batch, columns: width }, to);
  const rows = (steps - 1) * batch;
  if (rows === 0) return;
  multiply(
    heap,
    { offset: offsetOf(heap, states), rows: units, columns: rows, transposed: true },
    { offset: products + batch * width * 4, rows, columns: width },
    to,
    { accumulate: true },
  );
};
