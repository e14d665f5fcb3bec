import type { AnyModel } from '../graph/model.js';
import { releaseLayers } from '../tfjs/emitted-layers.js';
import { dropState } from './training-state.js';

/** Frees a model's weights, unless they are gone already; layers that another model still uses keep theirs. */
export const disposeModel = (model: AnyModel): void => {
  dropState(model);
  releaseLayers(model);
};
