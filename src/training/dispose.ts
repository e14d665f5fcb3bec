import type { OptimizerState } from './optimizers/index.js';
import type { AnyModel } from '../graph/model.js';
import { seed as seedKind } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { readOptions } from '../options/read.js';
import { markUsable } from '../tfjs/disposal.js';
import { releaseLayers } from '../tfjs/emitted-layers.js';
import { seedModel } from '../tfjs/emitter.js';
import { refuseInTraining } from './in-training.js';
import { dropState } from './training-state.js';

/** The optimizer that each model was last compiled with: it has one at a time, as in Keras. */
const optimizers = new WeakMap<AnyModel, OptimizerState>();

/** Gives a model an optimizer; the state of the one before it is freed. */
export const ownOptimizer = (model: AnyModel, optimizer: OptimizerState): void => {
  optimizers.get(model)?.dispose();
  optimizers.set(model, optimizer);
};

/** Refuses a compiled model that is no more the last that `compile` gave: its optimizer's state is gone. */
export const checkOwned = (where: string, model: AnyModel, optimizer: OptimizerState): void => {
  if (optimizers.get(model) === optimizer) return;
  throw new TypeError(
    `${where}: the model '${model.name}' was compiled again since; use what the last compile gave`,
  );
};

/** Frees a model's weights and the state of its optimizers, unless they are gone already; layers that another model still uses keep theirs. */
export const disposeModel = (model: AnyModel): void => {
  dropState(model);
  optimizers.get(model)?.dispose();
  releaseLayers(model);
};

/** The options of `drawWeights`, declared. */
export const drawOptions = { seed: optional(seedKind) } satisfies Declares<DrawOptions>;

/** Value twin of the `drawWeights` method. */
export const drawWeights = (model: AnyModel, given?: DrawOptions): void => {
  const { seed } = readOptions('drawWeights', given, drawOptions);
  refuseInTraining('drawWeights', model);
  disposeModel(model);
  markUsable(model);
  if (seed !== undefined) seedModel(model, seed);
};

/** Options of `drawWeights`. */
export interface DrawOptions {
  /** The seed of the weights. Default: `compile`'s, or a fresh one. */
  readonly seed?: number;
}
