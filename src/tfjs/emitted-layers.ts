// The tfjs layer of each layer of ours, and which models use it: a layer in two models has one set of weights.
import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { AnyLayer } from '../graph/layer.js';
import type { AnyModel } from '../graph/model.js';
import { allLayers, markDisposed } from './disposal.js';
import { isStateful } from './layers/rnn/stateful.js';

interface Emission {
  readonly target: tfl.layers.Layer;
  /** Its weights, but for those of layers that it holds. */
  readonly own: readonly tfl.LayerVariable[];
  /** The models that were used themselves; nested ones only where they were used by themselves too. */
  readonly holders: Set<AnyModel>;
}

/** Weak, so that what nobody holds any more is not kept. */
const emissions = new WeakMap<AnyLayer, Emission>();

const isDisposed = (weight: tfl.LayerVariable) => weight['val'].isDisposed;

/** Whether all weights of a tfjs layer, or model, are still there. */
export const isAlive = (target: tfl.layers.Layer): boolean => !target.weights.some(isDisposed);

/** The tfjs layer of a layer that has been emitted, if its weights are still there. */
export const emittedLayer = (layer: AnyLayer): tfl.layers.Layer | undefined => {
  const target = emissions.get(layer)?.target;
  return target && isAlive(target) ? target : undefined;
};

export const rememberLayer = (
  layer: AnyLayer,
  target: tfl.layers.Layer,
  own: readonly tfl.LayerVariable[],
): void => void emissions.set(layer, { target, own, holders: new Set(emissions.get(layer)?.holders) });

/** The weights of a layer that has been emitted, but for those of layers that it holds. */
export const ownWeights = (layer: AnyLayer): readonly tfl.LayerVariable[] => emissions.get(layer)?.own ?? [];

/** Gives weights of a tfjs layer the values of another's, their own names kept: the layer stands in two models. */
export const shareWeights = (fresh: readonly tfl.LayerVariable[], old: readonly tfl.LayerVariable[]): void =>
  fresh.forEach((weight, i) => {
    weight['val'].dispose();
    (weight as unknown as { val: tf.Variable }).val = old[i]!.read() as tf.Variable;
  });

/** Says that a model uses its layers. */
export const holdLayers = (model: AnyModel): void => {
  for (const layer of allLayers(model)) emissions.get(layer)?.holders.add(model);
};

/** Says that a model uses its layers no more: the weights of those that no other model uses are freed, and it is disposed of. */
export const releaseLayers = (model: AnyModel): void => {
  const freed: AnyLayer[] = [];
  for (const layer of allLayers(model)) {
    const emission = emissions.get(layer);
    emission?.holders.delete(model);
    if (!emission || emission.holders.size > 0) continue;
    emissions.delete(layer);
    for (const weight of emission.own) if (!isDisposed(weight)) weight.dispose();
    if (isStateful(emission.target)) emission.target.freeStates();
    if (emission.own.length > 0) freed.push(layer);
  }
  markDisposed(model, freed);
};
