import type * as tf from '@tensorflow/tfjs';
import { conv2DGeometry } from './conv2d-geometry.js';
import type { Conv2DAttributes } from './conv2d-geometry.js';
import { eachTap } from './depthwise-taps.js';
import { floatsOf } from './heap.js';
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
    const { inChannels, outChannels } = geometry;
    const multiplier = outChannels / inChannels;
    const gradient = heap.makeOutput(inputShape, 'float32');
    const [from, weights] = [floatsOf(heap, dy), floatsOf(heap, filter)];
    const to = floatsOf(heap, gradient).fill(0);
    eachTap(geometry, (input, output, tap) => {
      for (let c = 0, q = 0; c < inChannels; c++) {
        let sum = 0;
        for (let m = 0; m < multiplier; m++, q++) sum += from[output + q]! * weights[tap + q]!;
        to[input + c]! += sum;
      }
    });
    return gradient;
  },
);
