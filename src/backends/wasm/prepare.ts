import * as tf from '@tensorflow/tfjs-core';
import { BackendError } from '../backend-error.js';
import type { BackendOptions } from '../backend-name.js';
import { importPackage } from '../import-package.js';
import { restore } from '../restore.js';
import { findWasmFiles } from './files.js';
import { loadPackage } from './load-package.js';
import { wasmPackage } from './package.js';
import { setBitEqual } from './rounding.js';

/** Loads the package and finds its files, the first time; registers our kernels. */
export async function prepareWasm({ wasmPaths, threads, bitEqual }: BackendOptions): Promise<void> {
  if (typeof WebAssembly === 'undefined')
    throw new BackendError(
      'not-available',
      "The backend 'wasm' needs WebAssembly, which is not there: node --jitless has none, nor have browsers that are locked down. Use 'cpu'",
    );
  if (tf.engine().registry['wasm'] === undefined) {
    const { setThreadsCount, setWasmPaths } = await importPackage('wasm', wasmPackage, loadPackage);
    try {
      if (threads !== undefined) setThreadsCount(threads);
      setWasmPaths(await findWasmFiles(wasmPaths, await wasmFile()));
    } catch (error) {
      await restore('wasm', tf.getBackend());
      throw error;
    }
  }
  // a page on another backend does not load them
  if (bitEqual !== undefined) setBitEqual(bitEqual);
  if (threads !== undefined) (await import('./threads/wanted.js')).setThreads(threads);
  const { registerWasmKernels } = await import('./register.js');
  registerWasmKernels();
}

/** The file that tfjs will load on this machine. */
async function wasmFile(): Promise<string> {
  const [simd, threads] = await Promise.all([
    tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'),
    tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT'),
  ]);
  if (simd && threads) return 'tfjs-backend-wasm-threaded-simd.wasm';
  return simd ? 'tfjs-backend-wasm-simd.wasm' : 'tfjs-backend-wasm.wasm';
}
