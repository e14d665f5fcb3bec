import type { AnyModel } from '../graph/model.js';
import { emittedLayer } from '../tfjs/emitter.js';
import { dropState } from './training-state.js';

/** Frees a model's weights, unless they are gone already; layers that another model still uses keep theirs. */
export const disposeModel = (model: AnyModel): void => {
  dropState(model);
  emittedLayer(model)?.dispose();
};
