/**
 * Loads tfjs's package for WASM. Bundlers take `load-bundled.ts` in the place of this file, as `browser` in package.json says.
 */
export const loadPackage = (): Promise<typeof import('@tensorflow/tfjs-backend-wasm')> =>
  import('@tensorflow/tfjs-backend-wasm');
