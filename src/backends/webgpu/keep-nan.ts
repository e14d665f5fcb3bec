import * as tf from '@tensorflow/tfjs-core';
import {
  keepNaN,
  keepNaNInFusedElu,
  keepNaNInMaxPool3D,
  replaceGraphicsKernel,
  runKernel,
} from '../graphics-kernel.js';

/**
 * Has WebGPU keep NaN where tfjs's shaders lose it, in comparisons: WGSL promises nothing of them. Called again, it does
 * nothing.
 */
export const keepNaNOnWebgpu = (): void => {
  keepNaN('webgpu', ['Elu', 'Relu6', 'Selu', 'Sigmoid', 'Softplus']);
  keepNaNInFusedElu('webgpu');
  keepNaNInMaxPool3D('webgpu');
  // the means of windows keep it
  replaceGraphicsKernel<{ readonly x: tf.Tensor }>('webgpu', 'MaxPool', ({ inputs, attributes, theirs }) => {
    const means = runKernel('AvgPool', inputs, attributes);
    return tf.where(tf.isNaN(means), means, theirs());
  });
  // a row's largest keeps it, and less itself is 0 or NaN
  replaceGraphicsKernel<{ readonly logits: tf.Tensor }>(
    'webgpu',
    'Softmax',
    ({ inputs: { logits }, theirs }) => {
      const largest = tf.max(logits, -1, true);
      return tf.add(theirs(), tf.sub(largest, largest));
    },
  );
};
