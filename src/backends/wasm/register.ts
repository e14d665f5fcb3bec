import * as tf from '@tensorflow/tfjs-core';
import { adafactorStep, adafactorVectorStep } from './adafactor-step.js';
import { adadeltaStep } from './adadelta-step.js';
import { adagradStep } from './adagrad-step.js';
import { adamStep } from './adam-step.js';
import { adamaxStep } from './adamax-step.js';
import { amsgradStep } from './amsgrad-step.js';
import { ftrlStep } from './ftrl-step.js';
import { lambStep } from './lamb-step.js';
import { lionStep } from './lion-step.js';
import { nadamStep } from './nadam-step.js';
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
import { gruSequence } from './recurrent/gru-sequence.js';
import { gruSequenceGrad } from './recurrent/gru-sequence-grad.js';
import { identity } from './identity.js';
import { isOurs } from './kernel.js';
import type { WasmKernel } from './kernel.js';
import { clipByValue, relu6 } from './clamps.js';
import { depthwiseConv2dNative } from './depthwise-conv2d-native.js';
import { fusedConv2D, fusedDepthwiseConv2D } from './fused-conv2d.js';
import { lstmSequence } from './recurrent/lstm-sequence.js';
import { lstmSequenceGrad } from './recurrent/lstm-sequence-grad.js';
import { maximum, minimum } from './larger-and-less.js';
import { avgPool, maxPool } from './pools.js';
import { maxPool3D } from './max-pool-3d.js';
import { maxPool3DGrad } from './max-pool-3d-grad.js';
import { maxPoolGrad } from './max-pool-grad.js';
import { muonStep } from './muon-step.js';
import {
  rmspropCenteredMomentumStep,
  rmspropCenteredStep,
  rmspropMomentumStep,
  rmspropStep,
} from './rmsprop-step.js';
import { select } from './select.js';
import { sgdMomentumStep, sgdNesterovStep } from './sgd-momentum-step.js';
import { sgdStep } from './sgd-step.js';
import { sum } from './sum.js';
import { tile } from './tile.js';
import { unsortedSegmentSum } from './unsorted-segment-sum.js';

/** The kernels of ours: those that tfjs's WASM backend lacks, gets wrong, or is slow at, and the steps of optimizers. */
export const wasmKernels: readonly WasmKernel[] = [
  adadeltaStep,
  adafactorStep,
  adafactorVectorStep,
  adagradStep,
  adamStep,
  adamaxStep,
  amsgradStep,
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
  ftrlStep,
  fusedMatMul,
  gatherV2,
  gruSequence,
  gruSequenceGrad,
  identity,
  lstmSequence,
  lambStep,
  lionStep,
  lstmSequenceGrad,
  maximum,
  maxPool,
  maxPool3D,
  maxPool3DGrad,
  maxPoolGrad,
  minimum,
  muonStep,
  nadamStep,
  relu6,
  rmspropCenteredMomentumStep,
  rmspropCenteredStep,
  rmspropMomentumStep,
  rmspropStep,
  select,
  sgdMomentumStep,
  sgdNesterovStep,
  sgdStep,
  sum,
  tile,
  unsortedSegmentSum,
];

/**
 * Puts our kernels in the place of tfjs's, for the backend 'wasm'; needs '@tensorflow/tfjs-backend-wasm' to have been
 * imported. Called again, it does nothing. `useBackend('wasm')` calls it.
 */
export function registerWasmKernels(): void {
  for (const kernel of wasmKernels) {
    const current = tf.getKernel(kernel.name, 'wasm') as tf.KernelConfig | undefined;
    if (isOurs(current)) continue;
    if (current !== undefined) tf.unregisterKernel(kernel.name, 'wasm');
    tf.registerKernel(kernel.bind(current));
  }
}

/** Puts tfjs's own kernels back: for comparing the two. */
export function unregisterWasmKernels(): void {
  for (const { name } of wasmKernels) {
    const current = tf.getKernel(name, 'wasm') as tf.KernelConfig | undefined;
    if (!isOurs(current)) continue;
    tf.unregisterKernel(name, 'wasm');
    if (current.replaces !== null) tf.registerKernel(current.replaces);
  }
}
