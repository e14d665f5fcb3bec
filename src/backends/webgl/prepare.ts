import { padAxisByAxis } from '../graphics-kernel.js';
import { importPackage } from '../import-package.js';
import { keepNaNOnWebgl } from './keep-nan.js';

/** Loads WebGL's kernels; where there is no page, they register nothing. */
export async function prepareWebgl(): Promise<void> {
  await importPackage(
    'webgl',
    '@tensorflow/tfjs-backend-webgl',
    () => import('@tensorflow/tfjs-backend-webgl'),
  );
  keepNaNOnWebgl();
  padAxisByAxis('webgl');
}
