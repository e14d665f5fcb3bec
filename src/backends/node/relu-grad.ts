import type * as tf from '@tensorflow/tfjs-core';
import { floats, type NodeBackend } from './binding.js';

/** The gradient of relu in one of TensorFlow's operations; tfjs-node's `Step`, that it would be made of, takes eight. */
export const reluGrad: tf.KernelConfig = {
  kernelName: 'ReluGrad',
  backendName: 'tensorflow',
  kernelFunc: ({ inputs, backend }) => {
    const { dy, x } = inputs as { readonly dy: tf.TensorInfo; readonly x: tf.TensorInfo };
    const node = backend as NodeBackend;
    return node.executeSingleOutput('ReluGrad', [floats(node)], [dy, x]);
  },
};
