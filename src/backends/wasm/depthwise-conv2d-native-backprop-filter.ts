import type * as tf from '@tensorflow/tfjs';
import { conv2DGeometry } from './conv2d-geometry.js';
import type { Conv2DAttributes } from './conv2d-geometry.js';
import { eachTap } from './depthwise-taps.js';
import { floatsOf } from './heap.js';
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
    const { inChannels, outChannels } = geometry;
    const multiplier = outChannels / inChannels;
    const gradient = heap.makeOutput(filterShape, 'float32');
    const [from, fromOutput, to] = [floatsOf(heap, x), floatsOf(heap, dy), floatsOf(heap, gradient)];
    // Thousands of terms go into each sum: doubles keep the last digits.
    const sums = new Float64Array(to.length);
    eachTap(geometry, (input, output, filter) => {
      for (let c = 0, q = 0; c < inChannels; c++) {
        const value = from[input + c]!;
        for (let m = 0; m < multiplier; m++, q++) sums[filter + q]! += value * fromOutput[output + q]!;
      }
    });
    to.set(sums);
    return gradient;
  },
);
