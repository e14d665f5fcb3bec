import * as tf from '@tensorflow/tfjs-core';
import { slideSpace } from '../../../shapes/slide.js';
import type { LayerClass } from '../define-class.js';
import { kernelLayerClass } from '../kernel-layer.js';
import { depthwise, windowOf } from './depthwise-conv.js';

/** The product of each place's channels and a pointwise kernel: `[batch, ..., channels]` gives `[batch, ..., filters]`. */
const pointwise = (x: tf.Tensor, kernel: tf.Tensor): tf.Tensor => {
  const [channels, filters] = kernel.shape.slice(-2) as [number, number];
  const product = tf.matMul(tf.reshape(x, [-1, channels]), tf.reshape(kernel, [channels, filters]));
  return tf.reshape(product, [...x.shape.slice(0, -1), filters]);
};

/**
 * Separable convolution over steps or images; tfjs's is over images alone, and begins the pointwise kernel as it begins the
 * depthwise one.
 */
export const separableConvClass = (rank: 1 | 2): LayerClass =>
  kernelLayerClass({
    className: `SeparableConv${rank}D`,
    rank,
    kernels: ({ kernelSize, depthMultiplier, filters }, channels) => [
      { name: 'depthwise_kernel', shape: [...kernelSize, channels, depthMultiplier], of: 'depthwise' },
      {
        name: 'pointwise_kernel',
        shape: [...kernelSize.map(() => 1), channels * depthMultiplier, filters],
        of: 'pointwise',
      },
    ],
    channelsOut: ({ filters }) => filters,
    outputShape: (shape, settings) =>
      slideSpace(`SeparableConv${rank}D`, shape, windowOf(settings), settings.filters),
    compute: (x, [deep, point], settings) => pointwise(depthwise(x, deep!, settings), point!),
  });
