import * as tf from '@tensorflow/tfjs-core';
import { importPackage } from '../import-package.js';

/** Loads WebGL's kernels; where there is no page, they register nothing. */
export async function prepareWebgl(): Promise<void> {
  await importPackage(
    'webgl',
    '@tensorflow/tfjs-backend-webgl',
    () => import('@tensorflow/tfjs-backend-webgl'),
  );
  // a page on another backend does not load it
  const { keepNaNOnWebgl } = await import('./keep-nan.js');
  const { padAxisByAxis } = await import('../graphics-kernel.js');
  keepNaNOnWebgl();
  padAxisByAxis('webgl');
}

/** The bits of a float on this graphics card. tfjs's own answer is 16 for every card that can compute with 32. */
export const webglBits = (): 16 | 32 => (tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED') ? 32 : 16);

/** Keeps Keras's epsilon, 1e-7, where tfjs would take 1e-4 on WebGL. */
export const keepEpsilon = (): void => {
  tf.backend().epsilon = () => 1e-7;
};
