import * as tf from '@tensorflow/tfjs-core';
import { replaceGradient } from './replace-gradient.js';

/** Has the gradient of relu take one kernel, where the backend has `ReluGrad`, in place of three. Called again, it does nothing. */
export function registerReluGradient(): void {
  replaceGradient('Relu', (theirs) => ({
    gradFunc: (dy, saved, attrs) => {
      if (!(tf.getKernel('ReluGrad', tf.getBackend()) as tf.KernelConfig | undefined))
        return theirs.gradFunc(dy, saved, attrs);
      const [x] = saved as [tf.Tensor];
      return { x: () => tf.engine().runKernel('ReluGrad', { dy: dy as tf.Tensor, x }) as tf.Tensor };
    },
  }));
}
