import type * as tf from '@tensorflow/tfjs-core';
import { floatsOf, integersOf, sizeOf } from './heap.js';
import { wasmKernel } from './kernel.js';

interface Inputs {
  readonly x: tf.TensorInfo;
  readonly segmentIds: tf.TensorInfo;
}
interface Attributes {
  readonly numSegments: number;
}

/**
 * Adds up the slices of x [n, ...] that carry the same number of segmentIds [n]: the gradient of gather, and so of an
 * embedding. Gives [numSegments, ...]; a slice whose number is not in 0 to numSegments - 1 is left out.
 */
export const unsortedSegmentSum = wasmKernel<Inputs, Attributes>(
  'UnsortedSegmentSum',
  ({ inputs: { x, segmentIds }, attributes: { numSegments }, heap }) => {
    const rest = x.shape.slice(1);
    const sums = heap.makeOutput([numSegments, ...rest], x.dtype);
    const values = x.dtype === 'int32' ? integersOf : floatsOf;
    const ids = integersOf(heap, segmentIds);
    const from = values(heap, x);
    const to = values(heap, sums).fill(0);
    const length = sizeOf(rest);
    for (let slice = 0; slice < x.shape[0]!; slice++) {
      const id = ids[slice]!;
      if (id < 0 || id >= numSegments) continue;
      for (let k = 0; k < length; k++) to[id * length + k]! += from[slice * length + k]!;
    }
    return sums;
  },
);
