import * as tf from '@tensorflow/tfjs-core';

/** What the attributes of tfjs's gradients of a three-dimensional convolution have in common. */
export interface Conv3DAttributes {
  readonly strides: number | [number, number, number];
  readonly pad: 'valid' | 'same' | number;
}

export type Shape5D = [number, number, number, number, number];

/** Where one depth of the filter meets planes: the output's plane `to[i]` has the input's plane `from[i]` under it. */
export interface Meeting {
  readonly tap: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * A convolution of [batch, depth, height, width, channels] as convolutions of planes: for each depth of the filter, the
 * pairs of planes that meet there. Depths of the filter that meet nothing but padding are left out.
 */
export const meetings = (
  inputShape: Shape5D,
  filterShape: Shape5D,
  { strides, pad }: Conv3DAttributes,
): readonly Meeting[] => {
  const info = tf.backend_util.computeConv3DInfo(inputShape, filterShape, strides, 1, pad);
  return Array.from({ length: info.filterDepth }, (_, tap) => {
    const pairs = Array.from({ length: info.outDepth }, (_, out) => ({
      to: out,
      from: out * info.strideDepth - info.padInfo.front + tap,
    })).filter(({ from }) => from >= 0 && from < info.inDepth);
    return { tap, from: pairs.map(({ from }) => from), to: pairs.map(({ to }) => to) };
  }).filter(({ to }) => to.length > 0);
};

/** Some planes of a volume as images: [batch * planes, height, width, channels]. */
export const planesOf = (volume: tf.Tensor5D, planes: readonly number[]): tf.Tensor4D => {
  const [batch, , height, width, channels] = volume.shape;
  const chosen = tf.gather(volume, tf.tensor1d([...planes], 'int32'), 1);
  return tf.reshape(chosen, [batch * planes.length, height, width, channels]);
};

/** The strides over height and width. */
export const planeStrides = (strides: number | [number, number, number]): [number, number] =>
  typeof strides === 'number' ? [strides, strides] : [strides[1], strides[2]];
