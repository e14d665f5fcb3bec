import type * as tf from '@tensorflow/tfjs-core';
import { conv2DGeometry } from './conv2d-geometry.js';
import type { Conv2DAttributes } from './conv2d-geometry.js';
import { floatsOf } from './heap.js';
import { tfjsKernel, wasmKernel } from './kernel.js';
import { hasSpecial } from './special.js';

interface Inputs {
  readonly x: tf.TensorInfo;
  readonly filter: tf.TensorInfo;
}

/**
 * A convolution of each channel by itself: tfjs's own, which makes -Infinity of NaN; where NaN or an infinity is among
 * the operands, tap by tap.
 */
export const depthwiseConv2dNative = wasmKernel<Inputs, Conv2DAttributes>(
  'DepthwiseConv2dNative',
  ({ inputs, attributes, heap, replaced }) => {
    const { x, filter } = inputs;
    if (!hasSpecial(heap, x) && !hasSpecial(heap, filter))
      return tfjsKernel('DepthwiseConv2dNative', replaced)(inputs, attributes);
    const g = conv2DGeometry('DepthwiseConv2dNative', x.shape, filter.shape, attributes, true);
    const output = heap.makeOutput(g.outShape, 'float32');
    const [from, weights, to] = [x, filter, output].map((tensor) => floatsOf(heap, tensor));
    const many = g.outChannels / g.inChannels;
    for (let at = 0; at < to!.length; at++) {
      const channel = at % g.outChannels;
      const column = Math.floor(at / g.outChannels) % g.outWidth;
      const row = Math.floor(at / (g.outChannels * g.outWidth)) % g.outHeight;
      const image = Math.floor(at / (g.outChannels * g.outWidth * g.outHeight));
      let sum = 0;
      for (let i = 0; i < g.filterHeight; i++) {
        const y = row * g.strideHeight - g.padInfo.top + i * g.dilationHeight;
        if (y < 0 || y >= g.inHeight) continue;
        for (let j = 0; j < g.filterWidth; j++) {
          const z = column * g.strideWidth - g.padInfo.left + j * g.dilationWidth;
          if (z < 0 || z >= g.inWidth) continue;
          const pixel = ((image * g.inHeight + y) * g.inWidth + z) * g.inChannels;
          const tap = (i * g.filterWidth + j) * g.outChannels;
          sum += from![pixel + Math.floor(channel / many)]! * weights![tap + channel]!;
        }
      }
      to![at] = sum;
    }
    return output;
  },
);
