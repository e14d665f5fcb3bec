import * as tf from '@tensorflow/tfjs-core';
import { convolve2D, hasWindows } from './conv2d.js';
import { conv2DGeometry } from './conv2d-geometry.js';
import type { Conv2DAttributes } from './conv2d-geometry.js';
import { sizeOf } from './heap.js';
import { activated, isKnown } from './activated.js';
import { tfjsKernel, wasmKernel } from './kernel.js';
import type { KernelCall } from './kernel.js';
import { isBound } from './simd/bounded.js';
import { hasSpecial } from './special.js';

interface Inputs {
  readonly x: tf.TensorInfo;
  readonly filter: tf.TensorInfo;
  readonly bias?: tf.TensorInfo | null;
  readonly preluActivationWeights?: tf.TensorInfo | null;
}
type Attributes = Conv2DAttributes & { readonly activation: string; readonly leakyreluAlpha?: number };
type Call = KernelCall<Inputs, Attributes>;

const runKernel = (kernel: string, given: object, attrs: object): tf.Tensor =>
  tf.engine().runKernel(kernel, given as tf.NamedTensorMap, attrs as tf.NamedAttrMap) as tf.Tensor;

/**
 * tfjs's own kernel, which holds its results between bounds and so makes a bound of NaN; where NaN or an infinity is among the
 * operands, convolution, bias and activation one after the other.
 */
const byTfjs = (name: string, convolution: string, call: Call): tf.TensorInfo => {
  const { inputs, attributes, heap, replaced } = call;
  const { x, filter, bias } = inputs;
  const operands = [x, filter, bias].filter((tensor) => tensor !== undefined && tensor !== null);
  if (!operands.some((tensor) => hasSpecial(heap, tensor)))
    return tfjsKernel(name, replaced)(inputs, attributes);
  return tf.tidy(() => {
    const plain = runKernel(convolution, { x, filter }, attributes);
    return activated(bias ? runKernel('Add', { a: plain, b: bias }, {}) : plain, call);
  });
};

/** A convolution with a bias and an activation: what prediction calls, in one pass where there is SIMD. */
export const fusedConv2D = wasmKernel<Inputs, Attributes>('FusedConv2D', (call) => {
  const { inputs, attributes, heap } = call;
  const { x, filter } = inputs;
  const bias = inputs.bias ?? undefined;
  const geometry = conv2DGeometry('FusedConv2D', x.shape, filter.shape, attributes);
  const perChannel =
    bias === undefined || sizeOf(bias.shape) === geometry.outChannels || sizeOf(bias.shape) === 1;
  if (!hasWindows(heap, geometry) || !perChannel) return byTfjs('FusedConv2D', 'Conv2D', call);
  const { activation } = attributes;
  const inside = isBound(activation) ? activation : 'linear';
  const result = convolve2D(heap, { x, filter, bias }, geometry, inside);
  if (inside !== 'linear' || !isKnown(activation)) return result;
  return tf.tidy(() => activated(tf.engine().makeTensorFromTensorInfo(result), call));
});

export const fusedDepthwiseConv2D = wasmKernel<Inputs, Attributes>('FusedDepthwiseConv2D', (call) =>
  byTfjs('FusedDepthwiseConv2D', 'DepthwiseConv2dNative', call),
);
