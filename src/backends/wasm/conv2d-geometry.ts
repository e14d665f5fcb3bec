import * as tf from '@tensorflow/tfjs-core';
import type { Geometry } from './patches.js';

/** What the attributes of tfjs's gradients of a two-dimensional convolution have in common. */
export interface Conv2DAttributes {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  /** tfjs gives none for an ordinary convolution: its gradients know only 1. */
  readonly dilations?: number | [number, number];
}

/** Sizes, strides and padding of a convolution of [batch, height, width, channels]. */
export function conv2DGeometry(
  kernel: string,
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad, dataFormat = 'NHWC', dimRoundingMode, dilations = 1 }: Conv2DAttributes,
  depthwise = false,
): Geometry {
  if (dataFormat !== 'NHWC') {
    throw new Error(
      `${kernel} on the WASM backend needs the data format 'NHWC', got '${dataFormat}'; ` +
        `transpose the input to [batch, height, width, channels] first`,
    );
  }
  return tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides,
    dilations,
    pad,
    dimRoundingMode,
    depthwise,
  );
}
