// Which names a program must say, for layers to be called what they are called in the model.
import { heldLayers } from '../graph/held-layers.js';
import type { AnyLayer } from '../graph/layer.js';
import { namer, type GraphLayer } from '../graph/layer-graph.js';
import { isModel, type AnyModel } from '../graph/model.js';

/** The names that are said. */
export interface SaidNames {
  readonly ofLayer: (layer: AnyLayer) => string | undefined;
  readonly ofInput: (model: AnyModel, at: number) => string | undefined;
}

/** The models in a model, itself first, those that layers hold too, each once. */
export const modelsIn = (model: AnyModel, found = new Set<AnyModel>()): ReadonlySet<AnyModel> => {
  if (found.has(model)) return found;
  found.add(model);
  const visit = (layer: AnyLayer, on: GraphLayer['shapes']): void => {
    if (isModel(layer)) modelsIn(layer, found);
    else for (const held of heldLayers(layer, ...on)) visit(held.layer, [held.shapes, plain]);
  };
  for (const { layer, shapes } of model.graph.layers) visit(layer, shapes);
  return found;
};
const plain = { roles: {}, options: {} };

export const isList = ({ spec }: AnyModel): boolean => spec.className === 'Sequential';

/** Whether a model's inputs are called what their keys in `model({ inputs })` are. */
export const keyed = ({ inputNames, inputsListed }: AnyModel): boolean =>
  inputNames !== undefined && !inputsListed;

/** What would be called otherwise in a model, with as many names as are said so far. */
const otherwise = (model: AnyModel, said: ReadonlyMap<unknown, string>) => {
  const { inputs, layers } = model.graph;
  const keys = keyed(model) ? model.inputNames! : [];
  const saidOf = [
    ...inputs.map(({ tensor }, i) => keys[i] ?? said.get(tensor)),
    ...layers.map(({ layer }) => said.get(layer)),
  ];
  const next = namer(saidOf.filter((name) => name !== undefined));
  const all = [
    ...inputs.map(({ name, tensor }) => ({ name, of: tensor, base: 'input_layer' })),
    ...layers.map(({ name, layer }) => ({ name, of: layer, base: layer.spec.baseName })),
  ];
  return all.flatMap(({ name, of, base }, i) => {
    const isRight = saidOf[i] !== undefined || next(base) === name;
    // a list has no name for its input
    return isRight || (i < inputs.length && isList(model))
      ? []
      : [{ of, name, given: of.givenName !== undefined }];
  });
};

/** The names that must be said in the program of a model: where they were left out, layers would be called otherwise. */
export const saidNames = (model: AnyModel): SaidNames => {
  const models = [...modelsIn(model)];
  const names = new Map<unknown, Set<string>>();
  const places = new Map<AnyLayer, number>();
  for (const { layer, name } of models.flatMap(({ graph }) => graph.layers)) {
    names.set(layer, (names.get(layer) ?? new Set()).add(name));
    places.set(layer, (places.get(layer) ?? 0) + 1);
  }
  const said = new Map<unknown, string>();
  // a given name of a layer in several models stays said; one in a single model may be what it gets anyway
  for (const [layer, count] of places)
    if (count > 1 && layer.givenName !== undefined) said.set(layer, layer.givenName);
  for (;;) {
    const odd = models
      .flatMap((each) => otherwise(each, said))
      .filter(({ of }) => (names.get(of)?.size ?? 1) === 1);
    // those that somebody gave come first, for with them the others may be what they should be
    const next = odd.find(({ given }) => given) ?? odd[0];
    if (!next) break;
    said.set(next.of, next.name);
  }
  return {
    ofLayer: (layer) =>
      said.get(layer) ??
      // one that is held by another layer is named by nobody else
      (places.has(layer) || layer.givenName === layer.spec.baseName ? undefined : layer.givenName),
    ofInput: (of, at) => said.get(of.graph.inputs[at]!.tensor),
  };
};
