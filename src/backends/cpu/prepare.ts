import { importPackage } from '../import-package.js';
import { registerMaxPools } from './max-pools.js';
import { registerUnsortedSegmentSum } from './unsorted-segment-sum.js';

/** Loads plain JavaScript's kernels. */
export async function prepareCpu(): Promise<void> {
  await importPackage('cpu', '@tensorflow/tfjs-backend-cpu', () => import('@tensorflow/tfjs-backend-cpu'));
  registerMaxPools();
  registerUnsortedSegmentSum();
}
