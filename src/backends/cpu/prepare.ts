import { registerMaxPool3DGrad } from './max-pool-3d-grad.js';
import { importPackage } from '../import-package.js';

/** Loads plain JavaScript's kernels. */
export async function prepareCpu(): Promise<void> {
  await importPackage('cpu', '@tensorflow/tfjs-backend-cpu', () => import('@tensorflow/tfjs-backend-cpu'));
  registerMaxPool3DGrad();
}
