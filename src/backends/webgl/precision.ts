import * as tf from '@tensorflow/tfjs-core';

/** The bits of a float on this graphics card. tfjs's own answer is 16 for every card that can compute with 32. */
export const webglBits = (): 16 | 32 => (tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED') ? 32 : 16);

/** Keeps Keras's epsilon, 1e-7, where tfjs would take 1e-4 on WebGL. */
export const keepEpsilon = (): void => {
  tf.backend().epsilon = () => 1e-7;
};
