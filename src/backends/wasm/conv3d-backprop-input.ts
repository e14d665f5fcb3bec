import * as tf from '@tensorflow/tfjs-core';
import { meetings, planesOf, planeStrides, type Conv3DAttributes, type Shape5D } from './conv3d-planes.js';
import { wasmKernel } from './kernel.js';

interface Inputs {
  readonly dy: tf.TensorInfo;
  readonly filter: tf.TensorInfo;
}
type Attributes = Conv3DAttributes & { readonly inputShape: Shape5D };

/**
 * The gradient of a three-dimensional convolution with respect to its input, which is also the transposed convolution,
 * plane by plane; tfjs's own is wrong. dy [batch, outDepth, outHeight, outWidth, outChannels],
 * filter [depth, height, width, inChannels, outChannels].
 */
export const conv3DBackpropInput = wasmKernel<Inputs, Attributes>(
  'Conv3DBackpropInputV2',
  ({ inputs, attributes }) => {
    const [dy, filter] = [inputs.dy, inputs.filter] as unknown as [tf.Tensor5D, tf.Tensor5D];
    const { inputShape, strides, pad } = attributes;
    const [batch, depth, height, width, channels] = inputShape;
    return tf.tidy(() => {
      const met = meetings(inputShape, filter.shape, attributes);
      const gradients = met.map(({ tap, to }) => {
        const planes = tf.engine().runKernel(
          'Conv2DBackpropInput',
          { dy: planesOf(dy, to), filter: tf.squeeze(tf.slice(filter, tap, 1), [0]) },
          {
            strides: planeStrides(strides),
            pad,
            dataFormat: 'NHWC',
            inputShape: [batch * to.length, height, width, channels],
          },
        ) as tf.Tensor;
        return tf.reshape(planes, [batch, to.length, height * width * channels]);
      });
      // each gradient belongs to the plane of the input that it met; planes that meet several get their sum
      const byPlane = tf.transpose(tf.concat(gradients, 1), [1, 0, 2]);
      const places = tf.tensor1d(
        met.flatMap(({ from }) => from),
        'int32',
      );
      const sums = tf.transpose(tf.unsortedSegmentSum(byPlane, places, depth), [1, 0, 2]);
      return tf.reshape(sums, inputShape);
    });
  },
);
