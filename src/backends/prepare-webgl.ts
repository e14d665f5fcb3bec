import { importPackage } from './import-package.js';

/** Loads WebGL's kernels; where there is no page, they register nothing. */
export async function prepareWebgl(): Promise<void> {
  await importPackage(
    'webgl',
    '@tensorflow/tfjs-backend-webgl',
    () => import('@tensorflow/tfjs-backend-webgl'),
  );
}
