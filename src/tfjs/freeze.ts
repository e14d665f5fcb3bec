import { heldLayers } from '../graph/held-layers.js';
import type { AnyLayer } from '../graph/layer.js';
import type { GraphLayer } from '../graph/layer-graph.js';
import { isModel, type AnyModel } from '../graph/model.js';
import { plainCall } from '../graph/roles.js';
import { emittedLayer } from './emitted-layers.js';

/** Tells each tfjs layer whether it is trainable now: layers can be frozen at any time. */
export const freeze = (model: AnyModel, frozen = false): void => {
  for (const { layer, shapes } of model.graph.layers) freezeLayer(layer, shapes, frozen || !model.trainable);
};

const freezeLayer = (layer: AnyLayer, shapes: GraphLayer['shapes'], frozen: boolean): void => {
  const still = frozen || !layer.trainable;
  if (isModel(layer)) return freeze(layer, still);
  const live = emittedLayer(layer);
  if (live) live.trainable = !still;
  for (const held of heldLayers(layer, ...shapes)) freezeLayer(held.layer, [held.shapes, plainCall], still);
};
