import type { AnyLayer } from '../graph/layer.js';
import { withHeld } from '../graph/held-layers.js';
import { isModel, type AnyModel } from '../graph/model.js';

/** The models that a run of `fit` is changing, and the layers that it changes in them. */
const busy = new WeakSet<AnyModel | AnyLayer>();

/** The layers that training changes, nested models opened: those with weights that are not frozen. */
const changing = (model: AnyModel): readonly AnyLayer[] =>
  model.trainable
    ? model.graph.layers.flatMap(({ layer, weights, shapes }) => {
        if (isModel(layer)) return changing(layer);
        return layer.trainable && weights.length > 0
          ? withHeld(layer, ...shapes).filter((each) => !isModel(each) && each.trainable)
          : [];
      })
    : [];

/**
 * Trains, and meanwhile refuses any other run on the model, or on a layer that this one changes: the two would mix.
 *
 * @throws TypeError where another run is at it.
 */
export const trainAlone = async <T>(model: AnyModel, train: () => Promise<T>): Promise<T> => {
  refuseInTraining('fit', model);
  const shared = changing(model).find((layer) => busy.has(layer));
  if (shared)
    throw new TypeError(
      `fit: the layer '${shared.givenName ?? shared.spec.baseName}' is being trained already, as a part of another model; ` +
        'wait for that fit to end, or freeze the layer',
    );
  const own = [model, ...changing(model)];
  for (const each of own) busy.add(each);
  try {
    return await train();
  } finally {
    for (const each of own) busy.delete(each);
  }
};

/** Refuses what would pull the ground from under a run of `fit`. */
export const refuseInTraining = (where: string, model: AnyModel): void => {
  if (busy.has(model))
    throw new TypeError(
      `${where}: the model '${model.name}' is being trained already; wait for that fit to end`,
    );
};
