import * as tf from '@tensorflow/tfjs-core';
import { slideSpace } from '../../../shapes/slide.js';
import type { LayerClass } from '../define-class.js';
import { kernelLayerClass, type WindowSettings } from '../kernel-layer.js';
import { asRow, asRows, asSteps } from './conv.js';
import { everyStep, padded, samePadding, withGaps } from './windows.js';

/** tfjs's depthwise convolution over steps or images, with one stride for every axis and without gaps. */
const plain = (x: tf.Tensor, kernel: tf.Tensor, stride: number, padding: 'valid' | 'same'): tf.Tensor =>
  x.rank === 4
    ? tf.depthwiseConv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, stride, padding)
    : asSteps(tf.depthwiseConv2d(asRows(x), asRow(kernel), stride, padding));

/** Each channel by kernels of its own; TensorFlow's kernel wants equal strides, and has no gradient where there are gaps. */
export const depthwise = (given: tf.Tensor, kernel: tf.Tensor, settings: WindowSettings): tf.Tensor => {
  const { kernelSize, strides, dilationRate } = settings;
  const padding = settings.padding === 'same' ? 'same' : 'valid';
  const gaps = dilationRate.some((gap) => gap > 1);
  if (!gaps && new Set(strides).size === 1) return plain(given, kernel, strides[0]!, padding);
  const around = kernelSize.map((size, i) =>
    padding === 'same'
      ? samePadding(given.shape[i + 1]!, (size - 1) * dilationRate[i]! + 1, strides[i]!)
      : ([0, 0] as const),
  );
  const x = padded(given, around);
  const slide = (part: tf.Tensor) => plain(part, kernel, 1, 'valid');
  return everyStep(gaps ? withGaps(x, kernelSize, dilationRate, slide) : slide(x), strides);
};

/** A window of a depthwise kernel, as the shapes know it. */
export const windowOf = ({ kernelSize, strides, padding, dilationRate, dataFormat }: WindowSettings) =>
  ({
    size: kernelSize,
    strides,
    padding: padding === 'same' ? 'same' : 'valid',
    dilation: dilationRate,
    format: dataFormat,
  }) as const;

/** Depthwise convolution over steps or images; tfjs's is over images alone, forgets its gaps, and calls its kernel otherwise. */
export const depthwiseConvClass = (rank: 1 | 2): LayerClass =>
  kernelLayerClass({
    className: `DepthwiseConv${rank}D`,
    rank,
    kernels: ({ kernelSize, depthMultiplier }, channels) => [
      { name: 'kernel', shape: [...kernelSize, channels, depthMultiplier], of: 'depthwise' },
    ],
    channelsOut: ({ depthMultiplier }, channels) => channels * depthMultiplier,
    outputShape: (shape, settings) =>
      slideSpace(`DepthwiseConv${rank}D`, shape, windowOf(settings), { times: settings.depthMultiplier }),
    compute: (x, [kernel], settings) => depthwise(x, kernel!, settings),
  });
