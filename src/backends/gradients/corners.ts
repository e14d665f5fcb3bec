import * as tf from '@tensorflow/tfjs-core';
import { replaceGradient } from './replace-gradient.js';

/** Keras's constants of selu. Klambauer et al. 2017. */
const seluScale = 1.0507009873554805;
const seluScaleAlpha = 1.7580993408473768;

/**
 * Gives functions TensorFlow's gradients at their corners, and out of their domain: tfjs's are -1 for the absolute value
 * of 0, 1 for relu6 at 6, the left one for selu at 0, 0 for the inverse root of what has none, and NaN for what is not chosen beside a NaN. Called again, it does
 * nothing.
 */
export const registerCornerGradients = (): void => {
  replaceGradient('Abs', () => ({
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(dy as tf.Tensor, signOf(tf.cast(x!, 'float32'))) }),
  }));
  replaceGradient('Relu6', () => ({
    gradFunc: (dy, [x]) => ({
      x: () => {
        const inside = tf.logicalAnd(tf.greater(x!, 0), tf.less(x!, 6));
        return tf.mul(dy as tf.Tensor, tf.cast(inside, 'float32'));
      },
    }),
  }));
  replaceGradient('Selu', () => ({
    gradFunc: (dy, [x]) => ({
      x: () => {
        const left = tf.mul(tf.exp(x!), seluScaleAlpha);
        return tf.mul(dy as tf.Tensor, tf.where(tf.greaterEqual(x!, 0), tf.fill(x!.shape, seluScale), left));
      },
    }),
  }));
  // what was not chosen has no part in it: tfjs multiplies by 0, and a NaN stays
  replaceGradient('Select', () => ({
    gradFunc: (dy, [condition]) => {
      const gradient = dy as tf.Tensor;
      const none = () => tf.zerosLike(gradient);
      return {
        condition: () => tf.cast(tf.zerosLike(condition!), 'float32'),
        t: () => tf.where(condition!, gradient, none()),
        e: () => tf.where(condition!, none(), gradient),
      };
    },
  }));
  // y = x^(-1/2), y' = -y^3 / 2: of the result, which is there, where tfjs takes a power of x
  replaceGradient('Rsqrt', () => ({
    inputsToSave: [],
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({
      x: () => tf.mul(tf.mul(dy as tf.Tensor, -0.5), tf.mul(tf.square(y!), y!)),
    }),
  }));
};

/** -1, 0 or 1; NaN of NaN, which not every backend's sign gives. */
const signOf = (x: tf.Tensor): tf.Tensor => tf.where(tf.isNaN(x), x, tf.sign(x));
