import type { Callback } from '../callbacks/callback.js';
export const progressBar = (verbose: 0 | 1 | 2): Callback =>
  verbose ? { onEpochEnd: (e, l) => console.log(e, l) } : {};
