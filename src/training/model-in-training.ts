import { getWeights, setWeights } from '../tfjs/weights.js';
import type { ModelInTraining } from './callbacks/callback.js';
import type { Compiled } from './compiled.js';

/** A compiled model as its callbacks see it. */
export const modelInTraining = (compiled: Compiled): ModelInTraining => ({
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
