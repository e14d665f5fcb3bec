import type { AnyModel } from '../graph/model.js';
import { getWeights, setWeights } from '../tfjs/weights.js';
import type { Tensor } from '../tfjs/tensor.js';
import { modelVariables } from '../tfjs/variables.js';
import type { ModelInTraining } from './callbacks/callback.js';
import { heldMeans, modelBehind, type Means } from './callbacks/watcher.js';
import type { Compiled } from './compiled.js';
import type { Placed } from './optimizers/optimizer.js';

/** The means that a model's optimizer keeps of its weights. */
const means = ({ model, optimizerState }: Compiled): Means => {
  const placed = (): readonly Placed[] =>
    modelVariables(model)
      .filter(({ trainable }) => trainable)
      .map(({ path, variable }) => ({ name: path, variable: variable.read() as unknown as Tensor }));
  return {
    get shown() {
      return optimizerState.showsMeans;
    },
    set shown(shown: boolean) {
      optimizerState.showsMeans = shown;
    },
    show: (shown) => optimizerState.showMeans(placed(), shown),
    settle: () => optimizerState.finalize(placed()),
  };
};

/** A compiled model as its callbacks see it. */
export const modelInTraining = (
  compiled: Compiled,
): ModelInTraining & { readonly [modelBehind]: AnyModel; readonly [heldMeans]?: Means } => ({
  [modelBehind]: compiled.model,
  ...(compiled.optimizerState.keepsMeans && { [heldMeans]: means(compiled) }),
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
