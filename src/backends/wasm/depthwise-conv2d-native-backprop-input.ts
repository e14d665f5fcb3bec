import type * as tf from '@tensorflow/tfjs-core';
import { conv2DGeometry } from './conv2d-geometry.js';
import type { Conv2DAttributes } from './conv2d-geometry.js';
import { addTapProducts, tapBytes } from './depthwise-taps.js';
import { floatsOf, offsetOf, withScratch } from './heap.js';
import { wasmKernel } from './kernel.js';

interface Inputs {
  readonly dy: tf.TensorInfo;
  readonly filter: tf.TensorInfo;
}
type Attributes = Conv2DAttributes & { readonly inputShape: [number, number, number, number] };

/**
 * The gradient of a depthwise convolution with respect to its input [batch, height, width, inChannels].
 * dy [batch, outHeight, outWidth, inChannels * multiplier], filter [height, width, inChannels, multiplier].
 */
export const depthwiseConv2dNativeBackpropInput = wasmKernel<Inputs, Attributes>(
  'DepthwiseConv2dNativeBackpropInput',
  ({ inputs: { dy, filter }, attributes, heap }) => {
    const { inputShape } = attributes;
    const name = 'DepthwiseConv2dNativeBackpropInput';
    const geometry = conv2DGeometry(name, inputShape, filter.shape, attributes, true);
    const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = geometry;
    const gradient = heap.makeOutput(inputShape, 'float32');
    const size = inHeight * inWidth * outChannels;
    withScratch(heap, size * 4 + tapBytes(geometry), (input) => {
      const operands = { input, filter: offsetOf(heap, filter), scratch: input + size * 4 };
      const image = new Float32Array(heap.wasm.HEAPU8.buffer, input, size);
      for (let index = 0; index < batchSize; index++) {
        image.fill(0);
        const output = offsetOf(heap, dy) + index * outHeight * outWidth * outChannels * 4;
        for (let row = 0; row < outHeight; row++) {
          addTapProducts(heap, geometry, row, { ...operands, output }, 'input');
        }
        const to = floatsOf(heap, gradient).subarray(index * inHeight * inWidth * inChannels);
        sumChannels(image, to, outChannels / inChannels);
      }
    });
    return gradient;
  },
);

/** The output channels that come from one input channel lie side by side: their gradients are added up. */
function sumChannels(from: Float32Array, to: Float32Array, multiplier: number): void {
  if (multiplier === 1) {
    to.set(from);
    return;
  }
  for (let i = 0, q = 0; q < from.length; i++) {
    let sum = 0;
    for (let m = 0; m < multiplier; m++) sum += from[q++]!;
    to[i] = sum;
  }
}
