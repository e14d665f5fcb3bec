import * as tf from '@tensorflow/tfjs';
import type { BackendOptions } from './backend-name.js';
import { BackendError } from './backend-error.js';
import { restore } from './restore.js';
import { checkWasmFile, findWasmFiles, reason, wasmPackage } from './wasm-files.js';
import { registerWasmKernels } from './wasm/register.js';

/** Loads the package and finds its files, the first time; registers our kernels. */
export async function prepareWasm({ wasmPaths, threads }: BackendOptions): Promise<void> {
  if (tf.engine().registry['wasm'] === undefined) {
    const { setThreadsCount, setWasmPaths } = await importWasm();
    try {
      if (threads !== undefined) setThreadsCount(threads);
      const paths = await findWasmFiles(wasmPaths);
      if (paths !== null) {
        await checkWasmFile(paths[await wasmFile()]!);
        setWasmPaths(paths);
      }
    } catch (error) {
      await restore('wasm', tf.getBackend());
      throw error;
    }
  }
  registerWasmKernels();
}

async function importWasm(): Promise<typeof import('@tensorflow/tfjs-backend-wasm')> {
  try {
    return await import('@tensorflow/tfjs-backend-wasm');
  } catch (cause) {
    throw new BackendError(
      'missing-package',
      `The backend 'wasm' needs the package ${wasmPackage}, which could not be loaded: ${reason(cause)}. ` +
        `Install it: npm install ${wasmPackage}`,
      { cause },
    );
  }
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
