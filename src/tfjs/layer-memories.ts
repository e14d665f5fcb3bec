import type * as tf from '@tensorflow/tfjs-core';
import type { AnyModel } from '../graph/model.js';
import { isRemembering } from './layers/rnn/stateful.js';
import { modelLayers } from './variables.js';

/** What stateful layers go on from, by their places. */
type Memories = Readonly<Record<string, readonly tf.Tensor[]>>;

/** What a model's stateful layers go on from, so far as they have seen a batch: their own tensors, not copies. */
export const layerMemories = (model: AnyModel): Memories =>
  Object.fromEntries(
    modelLayers(model).flatMap(({ path, layer }) =>
      isRemembering(layer) && layer.memory ? [[path, layer.memory] as const] : [],
    ),
  );

/** Has stateful layers go on from copies of what they once had, and those of which nothing is said begin anew. */
export const setLayerMemories = (model: AnyModel, memories: Memories): void => {
  for (const { path, layer } of modelLayers(model)) if (isRemembering(layer)) layer.memory = memories[path];
};
