// Weights as HDF5 has had them since Keras 1: a group for each layer, the names of its weights in their order.
import { heldLayers } from '../../graph/held-layers.js';
import type { AnyLayer } from '../../graph/layer.js';
import { isModel, type AnyModel } from '../../graph/model.js';
import { graphWeightSpecs, type GraphLayer } from '../../graph/layer-graph.js';
import { showShape } from '../../shapes/shape.js';
import { FileError } from '../file-error.js';
import { notA } from './keras-object.js';
import { plainCall } from '../../graph/roles.js';
import type { Dataset, Hdf5, Values } from './hdf5.js';
import type { FileLayers } from './model-from-config.js';
import { inTodaysForm, type Origin, type OwnWeight } from './older-weights.js';
import type { FoundWeight } from './places.js';
import { valuesByName } from './tfjs-weights.js';

/** A layer's weights in a file, in order. */
export interface LegacyLayer {
  readonly name: string;
  readonly weights: readonly Dataset[];
}

/** A list of names among a group's attributes; a long one is parted: `layer_names0`, `layer_names1`. */
export const namesIn = (
  where: string,
  file: Hdf5,
  group: string,
  attribute: string,
): readonly string[] | undefined => {
  const listed = (given: unknown): readonly string[] => {
    const list = [given].flat(2);
    if (!list.every((each) => typeof each === 'string'))
      throw notA(where, `${attribute} of '${group}'`, 'a list of names', given);
    return list;
  };
  const whole = file.attribute(group, attribute);
  if (whole !== undefined)
    return whole === null
      ? []
      : Array.isArray(whole) && whole.every((each) => typeof each === 'number')
        ? []
        : listed(whole);
  const parts: string[] = [];
  for (let i = 0; ; i++) {
    const part = file.attribute(group, `${attribute}${i}`);
    if (part === undefined) return i === 0 ? undefined : parts;
    parts.push(...listed(part));
  }
};

/** The layers of a weights group that have any, in the file's order. */
export const legacyLayers = (where: string, file: Hdf5, group: string): readonly LegacyLayer[] => {
  const names = namesIn(where, file, group, 'layer_names');
  if (!names)
    throw new FileError(
      'not-a-model',
      `'${where}' is HDF5 without 'layer_names': it holds no weights of Keras's`,
    );
  return names.flatMap((name) => {
    const inside = group === '' ? name : `${group}/${name}`;
    const weights = (namesIn(where, file, inside, 'weight_names') ?? []).map((each) => {
      const found = file.datasets.get(`${inside}/${each}`);
      if (!found)
        throw new FileError('damaged', `'${where}' is damaged: it has no weight '${inside}/${each}'`);
      return found;
    });
    return weights.length > 0 ? [{ name, weights }] : [];
  });
};

/** A layer of a model of ours with its weights as those files have them: what training changes first. */
interface OwnLayer {
  readonly name: string;
  readonly layer: AnyLayer;
  readonly weights: readonly OwnWeight[];
}

/** The layers of a model that have weights, in the order of the file that it comes from, or in Keras's. */
export const ownLayers = (model: AnyModel, files: FileLayers): readonly OwnLayer[] => {
  const entries = new Map(model.graph.layers.map((entry) => [entry.layer, entry]));
  const order =
    files.get(model)?.flatMap(({ layer }) => (layer ? [entries.get(layer)] : [])) ?? model.graph.layers;
  return order.flatMap((entry) => {
    if (!entry) return [];
    const weights = legacyOrder(entry);
    return weights.length > 0 ? [{ name: entry.name, layer: entry.layer, weights }] : [];
  });
};

const legacyOrder = (entry: GraphLayer): OwnLayer['weights'] => {
  const all = graphWeightSpecs({ layers: [entry] } as never);
  const leaves = [...leafLayers(entry.layer, `${entry.name}/`, entry.shapes)].sort(
    ([a], [b]) => b.length - a.length,
  );
  return [...all.filter(({ trainable }) => trainable), ...all.filter(({ trainable }) => !trainable)].map(
    ({ name, shape }) => ({
      path: name,
      shape: shape as readonly number[],
      layer: leaves.find(([prefix]) => name.startsWith(prefix))?.[1] ?? entry.layer,
    }),
  );
};

/** A layer and those in it, by what the paths of their weights begin with. */
const leafLayers = (
  layer: AnyLayer,
  prefix: string,
  shapes: GraphLayer['shapes'],
): readonly (readonly [string, AnyLayer])[] =>
  isModel(layer)
    ? layer.graph.layers.flatMap((each) => leafLayers(each.layer, `${prefix}${each.name}/`, each.shapes))
    : [
        [prefix, layer],
        ...heldLayers(layer, ...shapes).flatMap((held) =>
          leafLayers(held.layer, `${prefix}${held.name}/`, [held.shapes, plainCall]),
        ),
      ];

/**
 * Each weight of a model with its values in such a file, layer after layer.
 *
 * @throws FileError that names the first layer or weight that does not fit.
 */
export const findLegacyWeights = (
  where: string,
  file: Hdf5,
  group: string,
  model: AnyModel,
  files: FileLayers,
  origin: Origin,
): readonly FoundWeight[] => {
  const theirs = legacyLayers(where, file, group);
  const own = ownLayers(model, files);
  if (theirs.length !== own.length)
    throw new FileError(
      'mismatch',
      `'${where}' has weights of ${theirs.length} layers, but the model has ${own.length} layers with weights`,
    );
  return own.flatMap((layer, i) => fitLayer(where, layer, theirs[i]!, files, origin));
};

/** The weights of a model in another, in the order of ours, by their names; undefined where those do not tell. */
const inOrderOfNames = (
  { name, weights: own }: OwnLayer,
  model: AnyModel,
  written: readonly Dataset[],
  files: FileLayers,
): readonly Values[] | undefined => {
  if (written.length !== own.length) return undefined;
  const byPath = valuesByName(written, model, files);
  const found = own.map(({ path }) => byPath?.get(path.slice(name.length + 1)));
  return found.every((values) => values !== undefined) ? found : undefined;
};

/** The weights that a file has of one layer, in the order and the form of ours. */
export const weightsOfLayer = (
  own: OwnLayer,
  { weights: written }: LegacyLayer,
  files: FileLayers,
  origin: Origin,
): readonly Values[] => {
  // in a model, layers are frozen that the file does not tell of: names say whose a weight is
  const named = isModel(own.layer) ? inOrderOfNames(own, own.layer, written, files) : undefined;
  return inTodaysForm(own.weights, named ?? written, origin);
};

/** The weights of one layer, or the sentence of the first that does not fit. */
export const fitLayer = (
  where: string,
  own: OwnLayer,
  theirs: LegacyLayer,
  files: FileLayers,
  origin: Origin,
): readonly FoundWeight[] => {
  const { name } = theirs;
  const weights = weightsOfLayer(own, theirs, files, origin);
  if (weights.length !== own.weights.length)
    throw new FileError(
      'mismatch',
      `'${where}' has ${weights.length} weights of the layer '${name}', but '${own.name}' of the model has ${own.weights.length}`,
    );
  return own.weights.map(({ path, shape }, i) => {
    const dataset = weights[i]!;
    if (showShape(dataset.shape) !== showShape(shape))
      throw new FileError(
        'mismatch',
        `'${where}': the weight ${path} is ${showShape(shape)} in the model, but ${showShape(dataset.shape)} in the file, at ${dataset.path}`,
      );
    return { path, dataset };
  });
};
