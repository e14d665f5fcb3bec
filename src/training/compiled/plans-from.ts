import type { AnyLayer } from '../../graph/layer.js';
import { isModel, type AnyModel } from '../../graph/model.js';
import type { LayerPlan, LayerPlans } from './layer-plan.js';
import type { Lifetimes } from './lifetimes.js';

/** A layer and those that it holds, or the layers of a model and of models in it. */
export const layersWithin = (layer: AnyLayer): readonly AnyLayer[] =>
  isModel(layer)
    ? layer.graph.layers.flatMap((each) => layersWithin(each.layer))
    : [layer, ...(layer.spec.layers ?? []).flatMap((held) => layersWithin(held.layer))];

/** The plans that a catalogue has for a model's layers: no others are loaded. */
export const plansFrom = async <P extends Lifetimes>(
  catalogue: Readonly<Record<string, () => Promise<LayerPlan<P>>>>,
  model: AnyModel,
): Promise<LayerPlans<P>> => {
  const names = [...new Set(layersWithin(model).map(({ spec }) => spec.className))].filter((name) =>
    Object.hasOwn(catalogue, name),
  );
  return new Map(await Promise.all(names.map(async (name) => [name, await catalogue[name]!()] as const)));
};
