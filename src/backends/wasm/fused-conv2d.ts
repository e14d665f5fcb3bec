import * as tf from '@tensorflow/tfjs-core';
import type { Conv2DAttributes } from './conv2d-geometry.js';
import { tfjsKernel, wasmKernel } from './kernel.js';
import type { WasmKernel } from './kernel.js';
import { hasSpecial } from './special.js';

interface Inputs {
  readonly x: tf.TensorInfo;
  readonly filter: tf.TensorInfo;
  readonly bias?: tf.TensorInfo | null;
  readonly preluActivationWeights?: tf.TensorInfo | null;
}
type Attributes = Conv2DAttributes & { readonly activation: string; readonly leakyreluAlpha?: number };

/** The kernels of the activations that a convolution can be fused with. */
const activations: Readonly<Record<string, string>> = {
  relu: 'Relu',
  relu6: 'Relu6',
  elu: 'Elu',
  sigmoid: 'Sigmoid',
  leakyrelu: 'LeakyRelu',
  prelu: 'Prelu',
};

/**
 * A convolution with a bias and an activation: tfjs's own, which holds its results between bounds and so makes a bound of
 * NaN; where NaN or an infinity is among the operands, the three one after the other.
 */
const fused = (name: string, convolution: string): WasmKernel =>
  wasmKernel<Inputs, Attributes>(name, ({ inputs, attributes, heap, replaced }) => {
    const { x, filter, bias, preluActivationWeights } = inputs;
    const operands = [x, filter, bias].filter((tensor) => tensor !== undefined && tensor !== null);
    if (!operands.some((tensor) => hasSpecial(heap, tensor)))
      return tfjsKernel(name, replaced)(inputs, attributes);
    const { activation, leakyreluAlpha = 0, ...geometry } = attributes;
    const run = (kernel: string, given: object, attrs: object = {}) =>
      tf.engine().runKernel(kernel, given as tf.NamedTensorMap, attrs as tf.NamedAttrMap) as tf.Tensor;
    return tf.tidy(() => {
      const plain = run(convolution, { x, filter }, geometry);
      const biased = bias ? run('Add', { a: plain, b: bias }) : plain;
      const last = activations[activation];
      if (last === undefined) return biased;
      const alpha = last === 'Prelu' ? { alpha: preluActivationWeights } : {};
      return run(last, { x: biased, ...alpha }, last === 'LeakyRelu' ? { alpha: leakyreluAlpha } : {});
    });
  });

export const fusedConv2D = fused('FusedConv2D', 'Conv2D');
export const fusedDepthwiseConv2D = fused('FusedDepthwiseConv2D', 'DepthwiseConv2dNative');
