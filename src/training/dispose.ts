import type { OptimizerState } from './optimizers/index.js';
import type { AnyModel } from '../graph/model.js';
import { releaseLayers } from '../tfjs/emitted-layers.js';
import { dropState } from './training-state.js';

/** The optimizers that models were compiled with. */
const optimizers = new WeakMap<AnyModel, Set<OptimizerState>>();

/** Says that an optimizer's state goes with a model. */
export const ownOptimizer = (model: AnyModel, optimizer: OptimizerState): void =>
  void optimizers.set(model, (optimizers.get(model) ?? new Set()).add(optimizer));

/** Frees a model's weights and the state of its optimizers, unless they are gone already; layers that another model still uses keep theirs. */
export const disposeModel = (model: AnyModel): void => {
  dropState(model);
  for (const optimizer of optimizers.get(model) ?? []) optimizer.dispose();
  releaseLayers(model);
};
