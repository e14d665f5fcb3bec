// What the options of layers that hold layers change.
import { layers } from '../../src/index.js';
import type { Effects } from './effects.js';

export const ofHolding: Readonly<Record<string, Effects>> = {
  timeDistributed: { layer: { values: [layers.dense(4), layers.dense(5)], seen: 'shape' } },
};
