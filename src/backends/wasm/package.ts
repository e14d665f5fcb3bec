export const wasmPackage = '@tensorflow/tfjs-backend-wasm';

/** The files of the package, one for each kind of processor; which of them is loaded, tfjs decides. */
export const wasmFileNames = [
  'tfjs-backend-wasm.wasm',
  'tfjs-backend-wasm-simd.wasm',
  'tfjs-backend-wasm-threaded-simd.wasm',
] as const;
