// What the options of merging layers change.
import type { Effects } from './effects.js';

export const ofMerging: Readonly<Record<string, Effects>> = {
  dot: {
    axes: { values: [1], seen: 'shape' },
    normalize: { values: [true], seen: 'output' },
  },
};

const pair = { shape: [2, 3], inputs: 2 };

/** Layers of several tensors. */
export const mergingInputs: Readonly<
  Record<string, { readonly shape: readonly number[]; readonly inputs: number }>
> = {
  average: pair,
  dot: pair,
  maximum: pair,
  minimum: pair,
  multiply: pair,
  subtract: pair,
};
