// What the options of layers that move values about change.
import type { Effects } from './effects.js';

const sides = { values: [2, [1, 0]], seen: 'shape' } as const;
const axes = { values: [0, [0, [1, 0], 2]], seen: 'shape' } as const;

export const ofReshaping: Readonly<Record<string, Effects>> = {
  cropping1d: { cropping: sides },
  cropping2d: {
    cropping: { values: [2, [1, [0, 1]]], seen: 'shape' },
    dataFormat: { values: ['channelsFirst'], seen: 'shape', besides: { cropping: 1 } },
  },
  cropping3d: { cropping: axes },
  permute: { dims: { values: [[1, 2]], seen: 'shape' } },
  repeatVector: { n: { values: [2, 4], seen: 'shape' } },
  upSampling1d: { size: { values: [3, 4], seen: 'shape' } },
  upSampling3d: { size: { values: [1, [1, 2, 3]], seen: 'shape' } },
  zeroPadding1d: { padding: sides },
  zeroPadding3d: { padding: axes },
};

/** Inputs that those layers take; the others take a grid of their name's rank. */
export const reshapingInputs: Readonly<Record<string, { readonly shape: readonly number[] }>> = {
  repeatVector: { shape: [3] },
};

/** Arguments that must be there. */
export const reshapingSamples = { dims: [2, 1], n: 3 };
