// Where Keras 3 keeps the weights of a model: by the order of its layers, each group named after the layer's class.
import type { AnyLayer } from '../../graph/layer.js';
import type { AnyModel } from '../../graph/model.js';
import { showShape } from '../../shapes/shape.js';
import { FileError } from '../file-error.js';
import type { Values } from './hdf5.js';
import { placesIn, type PlacedWeight } from './layer-places.js';
import type { FileLayer, FileLayers } from './model-from-config.js';
import { isOperation } from '../../ops/is-operation.js';
import { numbered, snakeCase } from '../../options/spelling.js';

/** The weights of one layer, and the groups that may hold them: by its class, or by its name. */
export interface LayerPlaces {
  readonly name: string;
  /** With the names of the models that it stands in before it: `inner/dense`. */
  readonly fullName: string;
  /** Its name in the file. */
  readonly fileName: string;
  readonly layer: AnyLayer;
  readonly groups: readonly string[];
  readonly weights: readonly PlacedWeight[];
}

/** The layers of a model that nobody read from a file, as Keras would list them. */
export const listLayers = (model: AnyModel): readonly FileLayer[] =>
  model.graph.operations.map((each): FileLayer =>
    'layer' in each
      ? {
          className: each.layer.spec.className,
          name: each.name,
          layer: each.layer,
          isOperation: isOperation(each.layer),
        }
      : { className: 'InputLayer', name: each.name, layer: undefined },
  );

/** The places of a model's weights, layer after layer; each layer once, however often it stands in the model. */
export const modelPlaces = (
  model: AnyModel,
  files: FileLayers,
  /** Whether they are written: what stands in a file twice has two places. */
  isWritten = false,
): readonly LayerPlaces[] => {
  const seen = new Set<AnyLayer>();
  const read = (inner: AnyModel, path: string, group: string): readonly LayerPlaces[] => {
    const next = numbered();
    const isList = inner.spec.className === 'Sequential';
    const entries = files.get(inner) ?? listLayers(inner);
    return entries.flatMap(({ className, name, layer, isOperation }): readonly LayerPlaces[] => {
      if (isOperation) return [];
      // a list counts its input as no layer
      if (isList && !layer && className === 'InputLayer') return [];
      const own = next(snakeCase(className));
      if (!layer || seen.has(layer)) return [];
      seen.add(layer);
      const entry = inner.graph.layers.find((each) => each.layer === layer);
      if (!entry) return [];
      const groups = [`${group}layers/${own}`, `${group}layers/${name}`];
      const nested: LayerPlaces[] = [];
      const ofModel = (held: AnyModel, heldPath: string, at: string): readonly PlacedWeight[] => {
        nested.push(...read(held, `${heldPath}/`, `${groups[0]!}/${at}`));
        return [];
      };
      const weights = placesIn(layer, `${path}${entry.name}`, ...entry.shapes, ofModel, '', isWritten);
      return [
        {
          name: entry.name,
          fullName: `${path}${entry.name}`,
          fileName: name,
          layer,
          groups,
          weights,
        },
        ...nested,
      ];
    });
  };
  return read(model, '', '');
};

/** A path as Keras 3 writes it today: others have backslashes, or older names for layers in models and in attention. */
export const pathToday = (path: string): string =>
  path
    .replaceAll('\\', '/')
    .replaceAll('_layer_checkpoint_dependencies/', 'layers/')
    .replace(/\/_(query|key|value|gate|output)_dense\//, '/$1_dense/');

/** A weight's values in the file. */
export interface FoundWeight {
  readonly path: string;
  readonly dataset: Values;
}

/**
 * Each weight of a model with its values in a file of Keras 3.
 *
 * @throws FileError that names the first weight that is not there, or is of another shape.
 */
export const findWeights = (
  where: string,
  file: { readonly datasets: ReadonlyMap<string, Values> },
  model: AnyModel,
  files: FileLayers,
): readonly FoundWeight[] => {
  const datasets = new Map([...file.datasets].map(([path, dataset]) => [pathToday(path), dataset]));
  const below = byGroup(datasets);
  return modelPlaces(model, files).flatMap(({ name, groups, weights }) => {
    if (weights.length === 0) return [];
    const exact = groups
      .map((group) => weights.map(({ at }) => datasets.get(pathToday(`${group}/${at}`))))
      .find((found) => found.every((each, i) => each && isShape(each, weights[i]!)));
    if (exact) return weights.map(({ path }, i) => ({ path, dataset: exact[i]! }));
    for (const group of groups) {
      const inside = below.get(group) ?? [];
      if (inside.length === weights.length && inside.every((each, i) => isShape(each, weights[i]!)))
        return weights.map(({ path }, i) => ({ path, dataset: inside[i]! }));
    }
    throw misfit(where, datasets, name, groups[0]!, weights);
  });
};

const isShape = ({ shape }: Values, weight: PlacedWeight): boolean =>
  showShape(shape) === showShape(weight.shape);

/** The weights below each group of a model's layers, in their order, but for what random layers keep. */
const byGroup = (datasets: ReadonlyMap<string, Values>): ReadonlyMap<string, readonly Values[]> => {
  const groups = new Map<string, Values[]>();
  const sorted = [...datasets].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  for (const [path, dataset] of sorted) {
    if (!/(^|\/)vars\/\d+$/.test(path) || /(^|\/)seed_generator\//.test(path)) continue;
    const parts = path.split('/');
    for (let i = 1; i < parts.length - 1; i++) {
      const group = parts.slice(0, i + 1).join('/');
      const own = groups.get(group);
      if (own) own.push(dataset);
      else groups.set(group, [dataset]);
    }
  }
  return groups;
};

const misfit = (
  where: string,
  datasets: ReadonlyMap<string, Values>,
  name: string,
  group: string,
  weights: readonly PlacedWeight[],
): FileError => {
  const odd = weights.find((weight) => {
    const found = datasets.get(pathToday(`${group}/${weight.at}`));
    return !found || !isShape(found, weight);
  })!;
  const found = datasets.get(pathToday(`${group}/${odd.at}`));
  return new FileError(
    'mismatch',
    found
      ? `'${where}': the weight ${odd.path} is ${showShape(odd.shape)} in the model, but ${showShape(found.shape)} in the file, at ${group}/${odd.at}`
      : `'${where}' has no weight ${odd.path} ${showShape(odd.shape)}, which should be at ${group}/${odd.at}: the layer '${name}' was saved without it`,
  );
};
