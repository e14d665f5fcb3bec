import type * as tf from '@tensorflow/tfjs-core';
import { conv2DGeometry } from './conv2d-geometry.js';
import type { Conv2DAttributes } from './conv2d-geometry.js';
import { shortestLine } from './conv2d.js';
import { gradientByFilter, hasLongLines } from './convolve-back.js';
import { floatsOf, offsetOf, withScratch } from './heap.js';
import { wasmKernel } from './kernel.js';
import { blockBytes, eachBlock, gatherPatches, patchesAreInput, patchLength } from './patches.js';
import { hasSimdProduct, multiply } from './product.js';

interface Inputs {
  readonly x: tf.TensorInfo;
  readonly dy: tf.TensorInfo;
}
type Attributes = Conv2DAttributes & { readonly filterShape: [number, number, number, number] };

/**
 * The gradient of a convolution with respect to its filter: the patches of the input, transposed, times dy.
 * x [batch, height, width, inChannels], dy [batch, outHeight, outWidth, outChannels].
 */
export const conv2DBackpropFilter = wasmKernel<Inputs, Attributes>(
  'Conv2DBackpropFilter',
  ({ inputs: { x, dy }, attributes, heap }) => {
    const { filterShape } = attributes;
    const geometry = conv2DGeometry('Conv2DBackpropFilter', x.shape, filterShape, attributes);
    const rows = patchLength(geometry);
    const columns = geometry.outChannels;
    const gradient = heap.makeOutput(filterShape, 'float32');
    const outputs = geometry.batchSize * geometry.outHeight * geometry.outWidth;
    if (patchesAreInput(geometry)) {
      multiply(
        heap,
        { offset: offsetOf(heap, x), rows, columns: outputs, transposed: true },
        { offset: offsetOf(heap, dy), rows: outputs, columns },
        offsetOf(heap, gradient),
      );
      return gradient;
    }
    if (outputs === 0) floatsOf(heap, gradient).fill(0);
    if (outputs > 0 && hasSimdProduct(heap) && hasLongLines(geometry, shortestLine)) {
      const [from, of, to] = [x, dy, gradient].map((tensor) => offsetOf(heap, tensor));
      gradientByFilter(heap, geometry, { x: from!, dy: of!, gradient: to! });
      return gradient;
    }
    withScratch(heap, blockBytes(geometry), (scratch) =>
      eachBlock(geometry, ({ from, to, count, before }) => {
        gatherPatches(heap, { geometry, input: offsetOf(heap, x), patches: scratch, from, to });
        multiply(
          heap,
          { offset: scratch, rows, columns: count, transposed: true },
          { offset: offsetOf(heap, dy) + before * columns * 4, rows: count, columns },
          offsetOf(heap, gradient),
          { accumulate: from > 0 },
        );
      }),
    );
    return gradient;
  },
);
