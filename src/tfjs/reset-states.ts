import type { AnyLayer } from '../graph/layer.js';
import { isModel, type AnyModel } from '../graph/model.js';
import { allLayers } from './disposal.js';
import { emittedLayer } from './emitted-layers.js';
import { isStateful } from './layers/rnn/stateful.js';

/** Forgetting states, as a method of models and of their layers. */
export interface Resettable {
  /**
   * Lets layers that are `stateful` begin anew: the next batch starts from zeros, and may be of another size.
   *
   * @example for (const song of songs) { await trained.fit(song.x, song.y, { batchSize: 1, shuffle: false }); net.resetStates(); }
   */
  resetStates(): void;
}

declare module '../graph/model.js' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- merged into, with its parameters
  interface ModelMethods<I extends Shapes, O extends Shapes> extends Resettable {}
}

declare module '../graph/model-layer.js' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merged into
  interface ModelLayerMethods extends Resettable {}
}

/** Value twin of the `resetStates` method of models. */
export const resetStates = (model: AnyModel): void => allLayers(model).forEach(reset);

/** The methods of a model's layers, as values. */
export const layerStateMethods = {
  resetStates: (_: AnyModel, layer: AnyLayer) => (isModel(layer) ? resetStates(layer) : reset(layer)),
};

const reset = (layer: AnyLayer): void => {
  const own = emittedLayer(layer);
  if (own && isStateful(own)) own.freeStates();
};
