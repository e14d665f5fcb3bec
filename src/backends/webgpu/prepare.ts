import * as tf from '@tensorflow/tfjs-core';
import { inNode, nodeModule } from '../../runtime/node.js';
import { registerWebgpuCast } from './cast.js';
import { keepNaNOnWebgpu } from './keep-nan.js';
import { mergeAxesOnWebgpu } from './many-axes.js';
import { BackendError } from '../backend-error.js';
import { importPackage } from '../import-package.js';

/** Names in variables, so that a bundle has the packages only where an application imports them itself. */
const backendPackage: string = '@tensorflow/tfjs-backend-webgpu';
const dawnPackage: string = 'webgpu';

interface Gpu {
  requestAdapter(): Promise<unknown>;
}

/** Loads WebGPU's backend; in Node Dawn too, which gives Node the `navigator.gpu` of a page. */
export async function prepareWebgpu(): Promise<void> {
  // a page's own import of the package has registered it
  const isThere = tf.engine().registryFactory['webgpu'] !== undefined;
  if (inNode()) await provideGpu();
  const { gpu } = (globalThis.navigator ?? {}) as unknown as { readonly gpu?: Gpu };
  if (!gpu)
    throw new BackendError(
      'not-available',
      "The backend 'webgpu' needs a browser with WebGPU (navigator.gpu), on a page of https or localhost. Use 'webgl' or 'wasm'",
    );
  if (!(await gpu.requestAdapter()))
    throw new BackendError(
      'not-available',
      "The backend 'webgpu' found no adapter: there is no graphics card that it can use, or its driver is blocked. " +
        "Use 'webgl' or 'wasm'; in Chromium see chrome://gpu",
    );
  if (!isThere) await load(backendPackage);
  registerWebgpuCast();
  keepNaNOnWebgpu();
  mergeAxesOnWebgpu();
}

async function provideGpu(): Promise<void> {
  if ('gpu' in (globalThis.navigator ?? {})) return;
  const dawn = await load<{ create(flags: readonly string[]): Gpu; globals: object }>(dawnPackage);
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create([]);
  // Node 21 and later have a navigator, Node 20 has none
  if (globalThis.navigator)
    Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
  else Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
}

const load = <M>(name: string): Promise<M> =>
  importPackage(
    'webgpu',
    name,
    () => nodeModule<M>(name),
    inNode() ? '' : `; the script of a page, or of a worker, must import it itself: import '${name}'`,
  );
