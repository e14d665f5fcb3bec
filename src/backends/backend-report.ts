import * as tf from '@tensorflow/tfjs-core';
import { processorName } from '../runtime/node.js';
import { ourName } from './backend-name.js';
import { isOnCard, webglContext } from './graphics-card.js';
import { stepReport, type StepReport } from './step-report.js';
import { webglBits } from './webgl/precision.js';

/** What the active backend is, and what it can do. */
export interface BackendReport {
  /** The name `useBackend` knows it by; tfjs's own name for one of somebody else's. */
  readonly name: string;
  /** The version of TensorFlow.js. */
  readonly version: string;
  /** Whether WebAssembly computes four numbers at once; undefined on other backends. */
  readonly simd: boolean | undefined;
  /** How many threads compute; undefined where the backend does not say. */
  readonly threads: number | undefined;
  /** The graphics card, as far as the browser names it; in Node the processor. */
  readonly device: string | undefined;
  /** The bits of a float in computation: 16 on some telephones' WebGL. */
  readonly floatPrecision: 16 | 32;
  /** The longest side of a texture on WebGL: a tensor must fit into one. */
  readonly maxTextureSize: number | undefined;
  /** The bytes of the longest buffer on WebGPU: a tensor must fit into one. */
  readonly maxBufferSize: number | undefined;
  /** How the last run of `fit` or `trainOnBatch` took its steps, and why; undefined before the first. */
  readonly step: StepReport | undefined;
  /** Tensors that live, and the bytes they take. */
  readonly memory: { readonly tensors: number; readonly bytes: number };
}

/** A flag of tfjs's environment, or undefined where it has none of that name here. */
const flag = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

/** The graphics card's name, as far as the browser tells. */
const graphicsCard = (): string | undefined =>
  flag(() => {
    const { adapterInfo } = tf.backend() as {
      readonly adapterInfo?: { vendor: string; architecture: string };
    };
    if (adapterInfo) return `${adapterInfo.vendor} ${adapterInfo.architecture}`.trim() || undefined;
    const gl = webglContext();
    const names = gl?.getExtension('WEBGL_debug_renderer_info');
    return gl && names ? String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) : undefined;
  });

/** The longest buffer of WebGPU's device, in bytes. */
const bufferLimit = (): number | undefined =>
  (tf.backend() as { readonly device?: { readonly limits: { maxStorageBufferBindingSize: number } } }).device
    ?.limits.maxStorageBufferBindingSize;

/**
 * What the active backend is: its name, precision, threads, device and limits.
 *
 * @throws Error where no backend is active yet: `await useBackend('auto')` first.
 * @example console.log(backendReport()); // { name: 'wasm', simd: true, threads: 1, floatPrecision: 32, ... }
 */
export const backendReport = (): BackendReport => {
  const backend = tf.backend();
  const name = ourName(tf.getBackend());
  const { numTensors, numBytes } = tf.memory();
  const wasm = name === 'wasm';
  return {
    name,
    version: tf.version_core,
    simd: wasm ? tf.env().getBool('WASM_HAS_SIMD_SUPPORT') : undefined,
    threads: wasm ? threadsOf(backend) : undefined,
    device: isOnCard() ? graphicsCard() : processorName(),
    floatPrecision: name === 'webgl' ? webglBits() : backend.floatPrecision(),
    maxTextureSize: name === 'webgl' ? flag(() => tf.env().getNumber('WEBGL_MAX_TEXTURE_SIZE')) : undefined,
    maxBufferSize: name === 'webgpu' ? bufferLimit() : undefined,
    step: stepReport(),
    memory: { tensors: numTensors, bytes: numBytes },
  };
};

/** Without its threads the module has no count of them: one computes. */
const threadsOf = (backend: unknown): number => {
  const { wasm } = backend as { readonly wasm?: { readonly tfjs?: { getThreadsCount?(): number } } };
  return flag(() => wasm?.tfjs?.getThreadsCount?.()) ?? 1;
};
