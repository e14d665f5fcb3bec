import { isModel, type AnyModel } from '../../graph/model.js';
import type { LayerPlan, LayerPlans } from './layer-plan.js';
import type { Lifetimes } from './lifetimes.js';

/** The class names of a model's layers, those of models in it too. */
const classesOf = ({ graph }: AnyModel): readonly string[] =>
  graph.layers.flatMap(({ layer }) => (isModel(layer) ? classesOf(layer) : [layer.spec.className]));

/** The plans that a catalogue has for a model's layers: no others are loaded. */
export const plansFrom = async <P extends Lifetimes>(
  catalogue: Readonly<Record<string, () => Promise<LayerPlan<P>>>>,
  model: AnyModel,
): Promise<LayerPlans<P>> => {
  const names = [...new Set(classesOf(model))].filter((name) => Object.hasOwn(catalogue, name));
  return new Map(await Promise.all(names.map(async (name) => [name, await catalogue[name]!()] as const)));
};
