import type * as tf from '@tensorflow/tfjs-core';
import { replacePlainKernel, valuesOf } from './plain-kernel.js';

interface Inputs {
  readonly x: tf.TensorInfo;
  readonly segmentIds: tf.TensorInfo;
}

/**
 * Puts ours in the place of tfjs's: the gradient of an embedding. tfjs multiplies all by 0 that is not a segment's own, and
 * one NaN spoils every segment.
 */
export const registerUnsortedSegmentSum = (): void =>
  replacePlainKernel<Inputs, { readonly numSegments: number }>(
    'UnsortedSegmentSum',
    ({ inputs: { x, segmentIds }, attributes: { numSegments }, backend }) => {
      const [from, ids] = [valuesOf(backend, x), valuesOf(backend, segmentIds)];
      const count = ids.length;
      const length = from.length / Math.max(1, count);
      const Values = x.dtype === 'int32' ? Int32Array : Float32Array;
      const sums = new Values(numSegments * length);
      for (let slice = 0; slice < count; slice++) {
        const id = ids[slice]!;
        if (id < 0 || id >= numSegments) continue;
        for (let k = 0; k < length; k++) sums[id * length + k]! += from[slice * length + k]!;
      }
      const rest = x.shape.slice(segmentIds.shape.length);
      return backend.makeTensorInfo([numSegments, ...rest], x.dtype, sums);
    },
  );
