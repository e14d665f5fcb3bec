import type { WeightInitializer } from '../../graph/layer.js';
import { ones, type InitializerSpec } from './initializers.js';

/** A bias that begins as it would, but for the forget gate's, which begins at one. */
const openForgetGate = (units: number, others: InitializerSpec): WeightInitializer => ({
  className: 'InParts',
  config: {
    parts: [
      { shape: [units], initializer: others },
      { shape: [units], initializer: ones() },
      { shape: [2 * units], initializer: others },
    ],
  },
});

/** The bias of the four gates of long short-term memory: its shape, and how it begins. */
export const lstmBias = (
  units: number,
  settings: { readonly unitForgetBias: boolean; readonly biasInitializer: InitializerSpec },
) => ({
  shape: [4 * units],
  initializer: settings.unitForgetBias
    ? openForgetGate(units, settings.biasInitializer)
    : settings.biasInitializer,
});
