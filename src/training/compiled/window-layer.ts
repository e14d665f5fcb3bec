import type * as tfl from '@tensorflow/tfjs-layers';
import type { WindowSettings } from '../../tfjs/layers/kernel-layer.js';
import type { PlannedCall } from './layer-plan.js';
import { NoPlan } from './no-plan.js';

/** A layer of windows as today's loop has it, as far as its plan goes. */
export interface WindowLayer {
  readonly settings: WindowSettings;
  readonly kernels: readonly tfl.LayerVariable[];
  readonly bias: tfl.LayerVariable | undefined;
}

/** The layer of windows of a call; with its channels first it has no plan. */
export const windowLayer = ({ name, live }: Pick<PlannedCall, 'name' | 'live'>): WindowLayer => {
  const layer = live as unknown as WindowLayer;
  if (layer.settings.dataFormat === 'channelsFirst')
    throw new NoPlan(`the layer '${name}' has its channels first`);
  return layer;
};
