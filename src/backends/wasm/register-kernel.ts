import * as tf from '@tensorflow/tfjs-core';
import { isOurs, type WasmKernel } from './kernel.js';

/** What tfjs has under a kernel's name on WASM. */
export const registered = (name: string): tf.KernelConfig | undefined =>
  tf.getKernel(name, 'wasm') as tf.KernelConfig | undefined;

/** Puts a kernel of ours in the place of tfjs's, if it is not there yet. */
export const registerKernel = (kernel: WasmKernel): void => {
  const current = registered(kernel.name);
  if (isOurs(current)) return;
  if (current !== undefined) tf.unregisterKernel(kernel.name, 'wasm');
  tf.registerKernel(kernel.bind(current));
};
