import * as tf from '@tensorflow/tfjs-core';
import { registerMaxPools } from './max-pools.js';
import { optimizerSteps } from './optimizer-steps.js';
import { reluGrad } from './relu-grad.js';

/** Adds our kernels to tfjs-node's: those that take TensorFlow fewer operations, or keep NaN. Called again, it does nothing. */
export const registerNodeKernels = (): void => {
  for (const kernel of [...optimizerSteps, reluGrad])
    if (!(tf.getKernel(kernel.kernelName, 'tensorflow') as tf.KernelConfig | undefined))
      tf.registerKernel(kernel);
  registerMaxPools();
};
