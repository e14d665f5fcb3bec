import type { WasmPaths } from './wasm/files.js';

/** Where tensors are computed: WebAssembly, plain JavaScript, the graphics card (WebGL, WebGPU), or TensorFlow itself in Node. */
export type BackendName = 'node' | 'wasm' | 'cpu' | 'webgpu' | 'webgl';

/** Every backend, and what tfjs calls it. */
export const tfjsNames = {
  node: 'tensorflow',
  wasm: 'wasm',
  cpu: 'cpu',
  webgpu: 'webgpu',
  webgl: 'webgl',
} as const satisfies Record<BackendName, string>;

/** Our name of the backend that tfjs calls so; tfjs's own name for one we do not know. */
export const ourName = (name: string): string =>
  Object.entries(tfjsNames).find(([, theirs]) => theirs === name)?.[0] ?? name;

/** Options of `useBackend`. */
export interface BackendOptions {
  /**
   * Where tfjs's .wasm files are: a folder (or its address), or the place of each file by its name. Default: in Node
   * the folder of the package; in a page where Vite or webpack has put them, where an import map has the package,
   * or else beside the script or the page.
   */
  readonly wasmPaths?: WasmPaths;
  /**
   * How many threads compute on WASM. Compiled steps of `fit` use up to so many, in Node and in a page that may have them,
   * where trials during the run show that they are faster; default: the processor's, 4 at most. 1 leaves them to one thread.
   *
   * A page may have threads where it is served with `cross-origin-opener-policy: same-origin` and
   * `cross-origin-embedder-policy: require-corp`. There tfjs's own kernels use so many too, but no more than half the
   * processor's (default: half, 4 at most); for them it is settled when the backend is first chosen.
   */
  readonly threads?: number;
  /**
   * Whether results on WASM are the same to the bit on every machine. Otherwise, where the engine has relaxed SIMD (Chrome
   * 114, Firefox 145, Node 22), products are added to their sums in one rounding, if the processor can: faster, and other
   * in the last bits than where it cannot. Default false; chosen again without it, it stays.
   */
  readonly bitEqual?: boolean;
}
