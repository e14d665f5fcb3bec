// Which models and layers were disposed of: their weights are gone, and new ones are drawn only where that is asked for.
import { DisposedError } from '../errors/disposed-error.js';
import type { AnyLayer } from '../graph/layer.js';
import { withHeld } from '../graph/held-layers.js';
import { isModel, type AnyModel } from '../graph/model.js';

const models = new WeakSet<AnyModel>();
const layers = new WeakSet<AnyLayer>();

/** The layers of a model, nested models opened, and those that they hold. */
export const allLayers = (model: AnyModel): readonly AnyLayer[] =>
  model.graph.layers
    .flatMap(({ layer, shapes }) => withHeld(layer, ...shapes))
    .filter((layer) => !isModel(layer));

/** Says that a model was disposed of, and which of its layers' weights are gone. */
export const markDisposed = (model: AnyModel, freed: readonly AnyLayer[]): void => {
  models.add(model);
  for (const layer of freed) layers.add(layer);
};

/** Says that a model and its layers may have weights again. */
export const markUsable = (model: AnyModel): void => {
  models.delete(model);
  for (const layer of allLayers(model)) layers.delete(layer);
};

/**
 * Refuses a model whose weights are gone.
 *
 * @throws DisposedError
 */
export const checkUsable = (model: AnyModel): void => {
  if (models.has(model)) throw disposed(model);
  const gone = allLayers(model).find((layer) => layers.has(layer));
  if (!gone) return;
  const name = gone.givenName ?? gone.spec.baseName;
  throw new DisposedError(
    `the model '${model.name}' has a layer '${name}' that was disposed of with another model, and its weights with it; ` +
      'drawWeights() draws new ones, loadModel brings back what was saved',
  );
};

/** The error for a model that was disposed of, also where something was computing on it. */
export const disposed = (model: AnyModel): DisposedError =>
  new DisposedError(
    `the model '${model.name}' was disposed of, and its weights with it; ` +
      'drawWeights() draws new ones, loadModel brings back what was saved',
  );
