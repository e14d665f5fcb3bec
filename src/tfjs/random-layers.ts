import type { AnyModel } from '../graph/model.js';
import { modelLayers } from './variables.js';

/** Where a random layer stands in its stream of masks. */
export interface RandomState {
  readonly seed: number;
  readonly calls: number;
}

/** A tfjs layer of ours that draws anew on each call. */
export interface RandomLayer {
  randomState: RandomState;
}

/** The states of a model's random layers, by their places. */
export const randomStates = (model: AnyModel): Readonly<Record<string, RandomState>> =>
  Object.fromEntries(
    modelLayers(model).flatMap(({ path, layer }) =>
      isRandom(layer) ? [[path, layer.randomState] as const] : [],
    ),
  );

/** Puts the states of random layers back. */
export const setRandomStates = (model: AnyModel, states: Readonly<Record<string, RandomState>>): void => {
  for (const { path, layer } of modelLayers(model)) {
    const state = states[path];
    if (state && isRandom(layer)) layer.randomState = state;
  }
};

const isRandom = (layer: object): layer is RandomLayer => 'randomState' in layer;
