import type * as tf from '@tensorflow/tfjs-core';
import { conv2DGeometry } from './conv2d-geometry.js';
import type { Conv2DAttributes } from './conv2d-geometry.js';
import { offsetOf, withScratch } from './heap.js';
import { tfjsKernel, wasmKernel } from './kernel.js';
import { blockBytes, eachBlock, gatherPatches, patchesAreInput, patchLength } from './patches.js';
import { hasSimdProduct, multiply } from './product.js';
import { hasSpecial } from './special.js';

interface Inputs {
  readonly x: tf.TensorInfo;
  readonly filter: tf.TensorInfo;
}

/**
 * A convolution: the patches of the input times the filter. This is the one that training calls, with another filter
 * each time, which tfjs's own packs anew; prediction calls FusedConv2D, and that stays tfjs's.
 */
export const conv2D = wasmKernel<Inputs, Conv2DAttributes>('Conv2D', (call) => {
  const { inputs, attributes, heap } = call;
  const { x, filter } = inputs;
  // tfjs's own makes -Infinity of NaN
  if (!hasSimdProduct(heap) && !hasSpecial(heap, x) && !hasSpecial(heap, filter))
    return tfjsKernel('Conv2D', call.replaced)(inputs, attributes);
  const geometry = conv2DGeometry('Conv2D', x.shape, filter.shape, attributes);
  const columns = geometry.outChannels;
  const rows = patchLength(geometry);
  const output = heap.makeOutput(geometry.outShape, 'float32');
  const weights = { offset: offsetOf(heap, filter), rows, columns };
  if (patchesAreInput(geometry)) {
    const count = geometry.batchSize * geometry.outHeight * geometry.outWidth;
    multiply(
      heap,
      { offset: offsetOf(heap, x), rows: count, columns: rows },
      weights,
      offsetOf(heap, output),
    );
    return output;
  }
  withScratch(heap, blockBytes(geometry), (scratch) =>
    eachBlock(geometry, ({ from, to, count, before }) => {
      gatherPatches(heap, { geometry, input: offsetOf(heap, x), patches: scratch, from, to });
      const patches = { offset: scratch, rows: count, columns: rows };
      multiply(heap, patches, weights, offsetOf(heap, output) + before * columns * 4);
    }),
  );
  return output;
});
