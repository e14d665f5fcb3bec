import * as tf from '@tensorflow/tfjs-core';

interface Attributes {
  readonly strides: number | [number, number, number];
  readonly pad: 'valid' | 'same' | number;
}

/**
 * Gives tfjs the gradient of the transposed convolution in three dimensions, which it lacks: the convolution itself, and
 * its gradient by the filter. Called again, it does nothing.
 */
export function registerConv3DTransposeGradient(): void {
  if (tf.getGradient('Conv3DBackpropInputV2') as tf.GradConfig | undefined) return;
  tf.registerGradient({
    kernelName: 'Conv3DBackpropInputV2',
    inputsToSave: ['dy', 'filter'],
    gradFunc: (upstream, saved, attrs) => {
      const [dy, filter] = saved as [tf.Tensor5D, tf.Tensor5D];
      const x = upstream as tf.Tensor5D;
      const { strides, pad } = attrs as unknown as Attributes;
      return {
        dy: () => tf.conv3d(x, filter, strides, pad as 'valid' | 'same'),
        filter: () =>
          tf
            .engine()
            .runKernel(
              'Conv3DBackpropFilterV2',
              { x, dy },
              { strides: strides as number[], pad, filterShape: filter.shape },
            ) as tf.Tensor,
      };
    },
  });
}
