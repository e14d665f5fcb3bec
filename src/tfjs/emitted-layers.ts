// The tfjs layer of each layer of ours, and which models use it: a layer in two models has one set of weights.
import type * as tf from '@tensorflow/tfjs';
import type { AnyLayer } from '../graph/layer.js';
import { isModel, type AnyModel } from '../graph/model.js';

interface Emission {
  readonly target: tf.layers.Layer;
  /** The models that were used themselves; nested ones only where they were used by themselves too. */
  readonly holders: Set<AnyModel>;
}

/** Weak, so that what nobody holds any more is not kept. */
const emissions = new WeakMap<AnyLayer, Emission>();

const isDisposed = (weight: tf.LayerVariable) => weight['val'].isDisposed;

/** The tfjs layer of a layer that has been emitted, if its weights are still there. */
export const emittedLayer = (layer: AnyLayer): tf.layers.Layer | undefined => {
  const target = emissions.get(layer)?.target;
  return target?.weights.some(isDisposed) ? undefined : target;
};

export const rememberLayer = (layer: AnyLayer, target: tf.layers.Layer): void =>
  void emissions.set(layer, { target, holders: new Set(emissions.get(layer)?.holders) });

/** A model and all that is in it, nested models opened. */
const withAllLayers = (model: AnyModel): readonly AnyLayer[] => [
  model,
  ...model.graph.layers.flatMap(({ layer }) => (isModel(layer) ? withAllLayers(layer) : layer)),
];

/** Says that a model uses its layers. */
export const holdLayers = (model: AnyModel): void => {
  for (const layer of withAllLayers(model)) emissions.get(layer)?.holders.add(model);
};

/** Says that a model uses its layers no more: the weights of those that no other model uses are freed. */
export const releaseLayers = (model: AnyModel): void => {
  for (const layer of withAllLayers(model)) {
    const emission = emissions.get(layer);
    emission?.holders.delete(model);
    if (!emission || emission.holders.size > 0) continue;
    emissions.delete(layer);
    if (!isModel(layer))
      for (const weight of emission.target.weights) if (!isDisposed(weight)) weight.dispose();
  }
};
