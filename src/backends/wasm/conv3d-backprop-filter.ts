import * as tf from '@tensorflow/tfjs-core';
import { meetings, planesOf, planeStrides, type Conv3DAttributes, type Shape5D } from './conv3d-planes.js';
import { wasmKernel } from './kernel.js';

interface Inputs {
  readonly x: tf.TensorInfo;
  readonly dy: tf.TensorInfo;
}
type Attributes = Conv3DAttributes & { readonly filterShape: Shape5D };

/**
 * The gradient of a three-dimensional convolution with respect to its filter, plane by plane; tfjs's own is wrong where
 * there are strides. x [batch, depth, height, width, inChannels], dy [batch, outDepth, outHeight, outWidth, outChannels].
 */
export const conv3DBackpropFilter = wasmKernel<Inputs, Attributes>(
  'Conv3DBackpropFilterV2',
  ({ inputs, attributes }) => {
    const [x, dy] = [inputs.x, inputs.dy] as unknown as [tf.Tensor5D, tf.Tensor5D];
    const { filterShape, strides, pad } = attributes;
    const planeShape = filterShape.slice(1) as [number, number, number, number];
    return tf.tidy(() => {
      const taps = new Map(
        meetings(x.shape, filterShape, attributes).map(({ tap, from, to }) => [
          tap,
          tf
            .engine()
            .runKernel(
              'Conv2DBackpropFilter',
              { x: planesOf(x, from), dy: planesOf(dy, to) },
              { strides: planeStrides(strides), pad, dataFormat: 'NHWC', filterShape: planeShape },
            ) as tf.Tensor4D,
        ]),
      );
      return tf.stack(
        Array.from({ length: filterShape[0] }, (_, tap) => taps.get(tap) ?? tf.zeros(planeShape)),
      );
    });
  },
);
