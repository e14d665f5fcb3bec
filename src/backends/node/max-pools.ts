import * as tf from '@tensorflow/tfjs-core';
import { largestOfWindows } from '../pooling/fold-windows.js';
import { poolOf, type PoolAttributes } from '../pooling/windows.js';

const ours = new WeakSet<tf.KernelConfig>();

/** TensorFlow's pooling, except where the sum of the values says that NaN may be among them: it passes NaN over. */
const keepNaN = (kernelName: string): void => {
  const theirs = tf.getKernel(kernelName, 'tensorflow') as tf.KernelConfig | undefined;
  if (!theirs || ours.has(theirs)) return;
  const config: tf.KernelConfig = {
    ...theirs,
    kernelFunc: (call) => {
      const { x } = call.inputs as { readonly x: tf.Tensor };
      const pooled = theirs.kernelFunc(call);
      if (Number.isFinite(tf.tidy(() => tf.sum(x).dataSync()[0]!))) return pooled;
      const values = Float32Array.from(x.dataSync());
      tf.dispose(pooled as tf.Tensor);
      const [windows, shape] = poolOf(x.shape, call.attrs as unknown as PoolAttributes);
      const output = new Float32Array(tf.util.sizeFromShape(shape));
      largestOfWindows(values, output, windows);
      return tf.tensor(output, shape);
    },
  };
  tf.unregisterKernel(kernelName, 'tensorflow');
  tf.registerKernel(config);
  ours.add(config);
};

/** Has max pooling keep NaN in Node. Called again, it does nothing. */
export const registerMaxPools = (): void => {
  keepNaN('MaxPool');
  keepNaN('MaxPool3D');
};
