import * as tf from '@tensorflow/tfjs-core';
import { batchMatMul } from './batch-mat-mul.js';
import { cast } from './cast.js';
import { conv2D } from './conv2d.js';
import { conv2DBackpropFilter } from './conv2d-backprop-filter.js';
import { conv2DBackpropInput } from './conv2d-backprop-input.js';
import { conv3DBackpropFilter } from './conv3d-backprop-filter.js';
import { conv3DBackpropInput } from './conv3d-backprop-input.js';
import { depthwiseConv2dNativeBackpropFilter } from './depthwise-conv2d-native-backprop-filter.js';
import { depthwiseConv2dNativeBackpropInput } from './depthwise-conv2d-native-backprop-input.js';
import { dilation2D, dilation2DBackpropFilter, dilation2DBackpropInput } from './dilation2d.js';
import { einsum } from './einsum.js';
import { fusedMatMul } from './fused-mat-mul.js';
import { gatherV2 } from './gather-v2.js';
import { identity } from './identity.js';
import { isOurs, type WasmKernel } from './kernel.js';
import { loadedKernels, loadLateKernels } from './late-kernels.js';
import { registered, registerKernel } from './register-kernel.js';
import { offerKernels } from '../late-kernels.js';
import { clipByValue, relu6 } from './clamps.js';
import { depthwiseConv2dNative } from './depthwise-conv2d-native.js';
import { fusedConv2D, fusedDepthwiseConv2D } from './fused-conv2d.js';
import { maximum, minimum } from './larger-and-less.js';
import { avgPool, maxPool } from './pools.js';
import { maxPool3D } from './max-pool-3d.js';
import { maxPool3DGrad } from './max-pool-3d-grad.js';
import { maxPoolGrad } from './max-pool-grad.js';
import { select } from './select.js';
import { sign } from './sign.js';
import { sum } from './sum.js';
import { tile } from './tile.js';
import { unsortedSegmentSum } from './unsorted-segment-sum.js';

/** The kernels of ours for what tfjs's WASM backend lacks, gets wrong, or is slow at; late-kernels.ts has those that are loaded when they are needed. */
export const wasmKernels: readonly WasmKernel[] = [
  avgPool,
  batchMatMul,
  cast,
  clipByValue,
  conv2D,
  conv2DBackpropFilter,
  conv2DBackpropInput,
  conv3DBackpropFilter,
  conv3DBackpropInput,
  depthwiseConv2dNative,
  depthwiseConv2dNativeBackpropFilter,
  depthwiseConv2dNativeBackpropInput,
  dilation2D,
  dilation2DBackpropFilter,
  dilation2DBackpropInput,
  einsum,
  fusedConv2D,
  fusedDepthwiseConv2D,
  fusedMatMul,
  gatherV2,
  identity,
  maximum,
  maxPool,
  maxPool3D,
  maxPool3DGrad,
  maxPoolGrad,
  minimum,
  relu6,
  select,
  sign,
  sum,
  tile,
  unsortedSegmentSum,
];

/**
 * Puts our kernels in the place of tfjs's, for the backend 'wasm'; needs '@tensorflow/tfjs-backend-wasm' to have been
 * imported. Called again, it does nothing. `useBackend('wasm')` calls it.
 */
export function registerWasmKernels(): void {
  for (const kernel of [...wasmKernels, ...loadedKernels]) registerKernel(kernel);
  offerKernels('wasm', loadLateKernels);
}

/** Puts tfjs's own kernels back: for comparing the two. */
export function unregisterWasmKernels(): void {
  for (const { name } of [...wasmKernels, ...loadedKernels]) {
    const current = registered(name);
    if (!isOurs(current)) continue;
    tf.unregisterKernel(name, 'wasm');
    if (current.replaces !== null) tf.registerKernel(current.replaces);
  }
}
