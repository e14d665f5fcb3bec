// What the functions of this folder work on: a model, or where one is kept.
import { isLayer } from '../graph/layer.js';
import { isModel, type AnyModel } from '../graph/model.js';
import { inNode } from '../runtime/node.js';
import type { StorePlace } from '../files/place.js';

/** A model, or where it is: whatever `loadModel` opens. */
export type ModelOrPlace = AnyModel | StorePlace;

/** Whether it is a model as it is. */
export const isLive = (source: unknown): source is AnyModel => isLayer(source) && isModel(source);

/** A model that was opened, and has to be freed. */
type Opened = AnyModel & { dispose(): void };

/** What `use` makes of a model; one that is loaded for it is freed behind it. */
export const withModel = async <T>(
  source: ModelOrPlace,
  use: (model: AnyModel) => T | Promise<T>,
): Promise<T> => {
  if (isLive(source)) return use(source);
  const { loadModel, useBackend } = await import('../index.js');
  // the weights are only looked at: nothing is worth a faster backend's coming up
  if (inNode()) await useBackend('cpu');
  const model = await (loadModel as unknown as (place: StorePlace) => Promise<Opened>)(source);
  try {
    return await use(model);
  } finally {
    model.dispose();
  }
};
