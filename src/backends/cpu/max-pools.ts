import * as tf from '@tensorflow/tfjs-core';
import { largestOfWindows } from '../pooling/fold-windows.js';
import { addMaxGradients } from '../pooling/max-gradients.js';
import { poolOf, type PoolAttributes } from '../pooling/windows.js';
import { replacePlainKernel, valuesOf } from './plain-kernel.js';

const replacePool = (name: string): void => {
  replacePlainKernel<{ readonly x: tf.TensorInfo }, PoolAttributes>(
    name,
    ({ inputs: { x }, attributes, backend }) => {
      const [windows, shape] = poolOf(x.shape, attributes);
      const output = new Float32Array(tf.util.sizeFromShape(shape));
      largestOfWindows(valuesOf(backend, x), output, windows);
      return backend.makeTensorInfo(shape, 'float32', output);
    },
  );
  replacePlainKernel<{ readonly dy: tf.TensorInfo; readonly input: tf.TensorInfo }, PoolAttributes>(
    `${name}Grad`,
    ({ inputs: { dy, input }, attributes, backend }) => {
      const gradient = new Float32Array(tf.util.sizeFromShape(input.shape));
      const [windows] = poolOf(input.shape, attributes);
      addMaxGradients(0, valuesOf(backend, input), valuesOf(backend, dy), gradient, windows);
      return backend.makeTensorInfo(input.shape, 'float32', gradient);
    },
  );
};

/**
 * Puts ours in the place of tfjs's max pooling, which passes NaN over, and whose gradient in three dimensions mistakes
 * rows for columns in windows that are not as wide as high.
 */
export const registerMaxPools = (): void => {
  replacePool('MaxPool');
  replacePool('MaxPool3D');
};
