import type * as tf from '@tensorflow/tfjs-core';
import { conv2DGeometry } from './conv2d-geometry.js';
import type { Conv2DAttributes } from './conv2d-geometry.js';
import { addTapProducts, tapBytes } from './depthwise-taps.js';
import { floatsOf, offsetOf, sizeOf, withScratch } from './heap.js';
import { wasmKernel } from './kernel.js';

interface Inputs {
  readonly x: tf.TensorInfo;
  readonly dy: tf.TensorInfo;
}
type Attributes = Conv2DAttributes & { readonly filterShape: [number, number, number, number] };

/**
 * The gradient of a depthwise convolution with respect to its filter [height, width, inChannels, multiplier].
 * x [batch, height, width, inChannels], dy [batch, outHeight, outWidth, inChannels * multiplier].
 */
export const depthwiseConv2dNativeBackpropFilter = wasmKernel<Inputs, Attributes>(
  'DepthwiseConv2dNativeBackpropFilter',
  ({ inputs: { x, dy }, attributes, heap }) => {
    const { filterShape } = attributes;
    const name = 'DepthwiseConv2dNativeBackpropFilter';
    const geometry = conv2DGeometry(name, x.shape, filterShape, attributes, true);
    const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = geometry;
    const gradient = heap.makeOutput(filterShape, 'float32');
    const size = sizeOf(filterShape);
    const pixels = inHeight * inWidth;
    // Thousands of terms go into each sum: doubles, a line at a time, keep the last digits.
    const sums = new Float64Array(size);
    withScratch(heap, (size + pixels * outChannels) * 4 + tapBytes(geometry), (filter) => {
      const input = filter + size * 4;
      const scratch = input + pixels * outChannels * 4;
      const line = new Float32Array(heap.wasm.HEAPU8.buffer, filter, size);
      for (let image = 0; image < batchSize; image++) {
        const from = floatsOf(heap, x).subarray(image * pixels * inChannels);
        repeatChannels(
          from,
          new Float32Array(heap.wasm.HEAPU8.buffer, input),
          pixels,
          inChannels,
          outChannels,
        );
        const output = offsetOf(heap, dy) + image * outHeight * outWidth * outChannels * 4;
        for (let row = 0; row < outHeight; row++) {
          line.fill(0);
          addTapProducts(heap, geometry, row, { input, output, filter, scratch }, 'filter');
          for (let k = 0; k < size; k++) sums[k]! += line[k]!;
        }
      }
    });
    floatsOf(heap, gradient).set(sums);
    return gradient;
  },
);

/** Each channel as often as it is multiplied, so that input and output channels go side by side. */
function repeatChannels(
  from: Float32Array,
  to: Float32Array,
  pixels: number,
  channels: number,
  outChannels: number,
): void {
  const multiplier = outChannels / channels;
  if (multiplier === 1) {
    to.set(from.subarray(0, pixels * channels));
    return;
  }
  for (let i = 0, q = 0; i < pixels * channels; i++) {
    for (let m = 0; m < multiplier; m++) to[q++] = from[i]!;
  }
}
