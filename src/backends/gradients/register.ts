import { registerConv3DTransposeGradient } from './conv3d-transpose.js';
import { registerCornerGradients } from './corners.js';
import { registerEinsumGradient } from './einsum.js';
import { registerLargestGradients } from './largest.js';
import { registerMaxPool3DGradient } from './max-pool-3d.js';
import { registerRecurrentGradients } from './recurrent.js';
import { registerReluGradient } from './relu.js';

/** The gradients that tfjs lacks, gets wrong, or is slow at, for every backend. Called again, it does nothing. */
export const registerGradients = (): void => {
  registerConv3DTransposeGradient();
  registerCornerGradients();
  registerEinsumGradient();
  registerLargestGradients();
  registerMaxPool3DGradient();
  registerRecurrentGradients();
  registerReluGradient();
};
