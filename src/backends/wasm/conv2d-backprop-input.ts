import type * as tf from '@tensorflow/tfjs-core';
import { conv2DGeometry } from './conv2d-geometry.js';
import type { Conv2DAttributes } from './conv2d-geometry.js';
import { shortestLine } from './conv2d.js';
import { gradientByInput, hasLongLines } from './convolve-back.js';
import { floatsOf, offsetOf, sizeOf, withScratch } from './heap.js';
import { wasmKernel } from './kernel.js';
import { blockBytes, eachBlock, patchesAreInput, patchLength, scatterPatches } from './patches.js';
import { hasSimdProduct, multiply } from './product.js';

interface Inputs {
  readonly dy: tf.TensorInfo;
  readonly filter: tf.TensorInfo;
}
type Attributes = Conv2DAttributes & { readonly inputShape: [number, number, number, number] };

/**
 * The gradient of a convolution with respect to its input, which is also the transposed convolution: dy times the
 * filter, transposed, gives the gradients of the patches; they are added up where they came from.
 * dy [batch, outHeight, outWidth, outChannels], filter [height, width, inChannels, outChannels].
 */
export const conv2DBackpropInput = wasmKernel<Inputs, Attributes>(
  'Conv2DBackpropInput',
  ({ inputs: { dy, filter }, attributes, heap }) => {
    const { inputShape } = attributes;
    const geometry = conv2DGeometry('Conv2DBackpropInput', inputShape, filter.shape, attributes);
    const columns = patchLength(geometry);
    const { outChannels } = geometry;
    const weights = () =>
      ({ offset: offsetOf(heap, filter), rows: outChannels, columns, transposed: true }) as const;
    const gradient = heap.makeOutput(inputShape, 'float32');
    if (patchesAreInput(geometry)) {
      const rows = geometry.batchSize * geometry.outHeight * geometry.outWidth;
      const outputs = { offset: offsetOf(heap, dy), rows, columns: outChannels };
      multiply(heap, outputs, weights(), offsetOf(heap, gradient));
      return gradient;
    }
    if (sizeOf(inputShape) > 0 && hasSimdProduct(heap) && hasLongLines(geometry, shortestLine)) {
      const [of, weight, to] = [dy, filter, gradient].map((tensor) => offsetOf(heap, tensor));
      gradientByInput(heap, geometry, { dy: of!, filter: weight!, gradient: to! });
      return gradient;
    }
    floatsOf(heap, gradient).fill(0);
    withScratch(heap, blockBytes(geometry), (scratch) =>
      eachBlock(geometry, ({ from, to, count, before }) => {
        const outputs = {
          offset: offsetOf(heap, dy) + before * outChannels * 4,
          rows: count,
          columns: outChannels,
        };
        multiply(heap, outputs, weights(), scratch);
        scatterPatches(heap, { geometry, input: offsetOf(heap, gradient), patches: scratch, from, to });
      }),
    );
    return gradient;
  },
);
