/**
 * Loads tfjs's package for WASM as the one file that tfjs makes of it. By its single files, a bundler that splits would have
 * a page load what tfjs's packages for plain JavaScript and WebGL share with it: 12 kB, compressed.
 */
export const loadPackage = (): Promise<typeof import('@tensorflow/tfjs-backend-wasm')> =>
  // it has no declarations of its own
  import('@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.fesm.js' as string) as Promise<
    typeof import('@tensorflow/tfjs-backend-wasm')
  >;
