import * as tf from '@tensorflow/tfjs-core';

/** The kernels of the activations that tfjs fuses with products and convolutions. */
const activations: Readonly<Record<string, string>> = {
  relu: 'Relu',
  relu6: 'Relu6',
  elu: 'Elu',
  sigmoid: 'Sigmoid',
  leakyrelu: 'LeakyRelu',
  prelu: 'Prelu',
};

/** Whether an activation has a kernel; 'linear' has none. */
export const isKnown = (activation: string): boolean => activation in activations;

/** The activation of a fused operation by itself. */
export const activated = (
  x: tf.Tensor,
  {
    inputs,
    attributes,
  }: {
    readonly inputs: { readonly preluActivationWeights?: tf.TensorInfo | null };
    readonly attributes: { readonly activation: string; readonly leakyreluAlpha?: number };
  },
): tf.Tensor => {
  const name = activations[attributes.activation];
  if (name === undefined) return x;
  const { leakyreluAlpha: alpha = 0 } = attributes;
  const given: tf.NamedTensorMap = { x };
  if (name === 'Prelu') given['alpha'] = inputs.preluActivationWeights as tf.Tensor;
  const attrs: tf.NamedAttrMap = name === 'LeakyRelu' ? { alpha } : {};
  return tf.engine().runKernel(name, given, attrs) as tf.Tensor;
};
