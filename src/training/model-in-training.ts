import type { AnyModel } from '../graph/model.js';
import { getWeights, setWeights } from '../tfjs/weights.js';
import type { ModelInTraining } from './callbacks/callback.js';
import { modelBehind } from './callbacks/watcher.js';
import type { Compiled } from './compiled.js';

/** A compiled model as its callbacks see it. */
export const modelInTraining = (
  compiled: Compiled,
): ModelInTraining & { readonly [modelBehind]: AnyModel } => ({
  [modelBehind]: compiled.model,
  get stopTraining() {
    return compiled.stopTraining;
  },
  set stopTraining(stop: boolean) {
    compiled.stopTraining = stop;
  },
  optimizer: compiled.optimizerState,
  getWeights: () => getWeights(compiled.model),
  setWeights: (weights) => setWeights(compiled.model, weights),
  save: (path) => compiled.storage.save(compiled, path),
  saveWeights: (path) => compiled.storage.saveWeights(compiled, path),
});

/** A model that is not compiled, as the callbacks of its `predict` see it: there is no optimizer. */
export const modelOutsideTraining = (model: AnyModel): ModelInTraining => {
  // the methods that files give every model
  const files = model as unknown as Pick<ModelInTraining, 'save' | 'saveWeights'>;
  return {
    stopTraining: false,
    get optimizer(): never {
      throw new TypeError(
        `the model '${model.name}' is not compiled: it has no optimizer that a callback could ask`,
      );
    },
    getWeights: () => getWeights(model),
    setWeights: (weights) => setWeights(model, weights),
    save: (path) => files.save(path),
    saveWeights: (path) => files.saveWeights(path),
  };
};
