import * as tf from '@tensorflow/tfjs-core';
import { largestOfWindows, meanOfWindows } from '../pooling/fold-windows.js';
import { pool2DGeometry } from '../pooling/windows.js';
import { floatsOf } from './heap.js';
import { tfjsKernel, wasmKernel } from './kernel.js';
import type { WasmKernel } from './kernel.js';
import { hasSpecial } from './special.js';

interface Inputs {
  readonly x: tf.TensorInfo;
}
interface Attributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * Pooling of x [batch, height, width, channels]: tfjs's own, except where NaN or an infinity is among the values, for it
 * makes -Infinity of a window's NaN.
 */
const pool = (name: 'MaxPool' | 'AvgPool', fold: typeof largestOfWindows): WasmKernel =>
  wasmKernel<Inputs, Attributes>(name, ({ inputs, attributes, heap, replaced }) => {
    const { x } = inputs;
    if (!hasSpecial(heap, x)) return tfjsKernel(name, replaced)(inputs, attributes);
    const { filterSize, strides, pad, dimRoundingMode } = attributes;
    const shape = x.shape as [number, number, number, number];
    const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    const output = heap.makeOutput(info.outShape, 'float32');
    fold(floatsOf(heap, x), floatsOf(heap, output), pool2DGeometry(info));
    return output;
  });

export const maxPool = pool('MaxPool', largestOfWindows);
export const avgPool = pool('AvgPool', meanOfWindows);
