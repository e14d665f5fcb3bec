// Weights of a file for some of a model's layers: by the layers' names, and without what does not fit.
import type { AnyModel } from '../../graph/model.js';
import { showShape } from '../../shapes/shape.js';
import { FileError } from '../file-error.js';
import type { Fitting, SkippedWeights } from '../partial-weights.js';
import type { Hdf5, Values } from './hdf5.js';
import { isJson, isKerasObject, type Json } from './keras-object.js';
import { nameFrom } from './layer-from-config.js';
import { groupClass } from './older-layers.js';
import { operationOf } from './operations.js';
import { modelPlaces, pathToday, type FoundWeight, type LayerPlaces } from './places.js';
import { numbered, snakeCase } from '../../options/spelling.js';

/** Weights that were found, and those that were not. */
export interface Fitted {
  readonly found: readonly FoundWeight[];
  /** What does not fit. */
  readonly skipped: readonly SkippedWeights[];
  /** Layers of which the file has nothing, where it is gone by names. */
  readonly absent: readonly SkippedWeights[];
}

/** What is found, layer after layer; what does not fit is an error unless it may be skipped. */
export class Fit {
  readonly found: FoundWeight[] = [];
  readonly skipped: SkippedWeights[] = [];
  readonly absent: SkippedWeights[] = [];

  constructor(private readonly fitting: Fitting) {}

  take(path: string, dataset: Values): void {
    this.found.push({ path, dataset });
  }

  skip(path: string, why: string): void {
    if (!this.fitting.skipMismatch) throw new FileError('mismatch', `loadWeights: ${why}`);
    this.skipped.push({ path, why });
  }

  /** A layer of which the file has nothing under its name. */
  lack(where: string, layer: string): void {
    this.absent.push({ path: layer, why: `'${where}' has no layer called '${layer}'` });
  }
}

/** The sentence for a weight of another shape. */
export const otherShape = (where: string, path: string, shape: readonly number[], theirs: Values): string =>
  `'${path}' is ${showShape(shape)} in the model, but ${showShape(theirs.shape)} in '${where}', at ${theirs.path}`;

/** The groups of a file's layers by the names of the layers, from the outermost model's on: `inner/dense`. */
export type GroupNames = ReadonlyMap<string, string>;

/** The names that newer versions of Keras 3 keep at each group. */
export const namesInFile = (file: Hdf5, paths: Iterable<string>): GroupNames => {
  const names = new Map<string, string>();
  for (const path of paths) {
    const parts = path.replaceAll('\\', '/').split('/');
    for (let end = 2; end < parts.length; end++) {
      const group = parts.slice(0, end).join('/');
      if (names.has(group)) continue;
      const said = file.attribute(`${group}/vars`, 'name');
      if (typeof said === 'string') names.set(group, said);
    }
  }
  return names;
};

/** The names that a `.keras` tells in its configuration. */
export const namesInConfig = (config: unknown, group = ''): GroupNames => {
  const names = new Map<string, string>();
  const listed: unknown = isJson(config) ? (config['config'] as Json | undefined)?.['layers'] : undefined;
  if (!Array.isArray(listed) || group.length > 2_000) return names;
  const next = numbered();
  const isList = (config as Json)['class_name'] === 'Sequential';
  for (const each of listed) {
    if (!isKerasObject(each)) continue;
    const className = each.class_name;
    if (isList && className === 'InputLayer') continue;
    if (operationOf(each)?.isToday) continue;
    const own = `${group}layers/${next(snakeCase(groupClass(className)))}`;
    const name = each.config['name'] ?? each['name'];
    if (typeof name === 'string') names.set(own, name);
    for (const [inner, said] of namesInConfig(each, `${own}/`)) names.set(inner, said);
  }
  return names;
};

/** Whole names, and the groups that have them: the names of the models that a layer stands in before its own. */
const groupsByName = (names: GroupNames): ReadonlyMap<string, string> =>
  new Map(
    [...names].map(([group, own]) => {
      const parts = group.split('/');
      const outer: string[] = [];
      for (let end = 2; end < parts.length; end += 2)
        outer.push(names.get(parts.slice(0, end).join('/')) ?? '');
      return [[...outer, own].map((each) => nameFrom(each) ?? '').join('/'), group] as const;
    }),
  );

/** The layers of a file of Keras 3. A layer's weights fit together or not at all, and so do those of each layer in it. */
export const fitWeights = (
  where: string,
  datasets: ReadonlyMap<string, Values>,
  names: GroupNames,
  model: AnyModel,
  fitting: Fitting,
): Fitted => {
  const fit = new Fit(fitting);
  const today = new Map([...datasets].map(([path, values]) => [pathToday(path), values]));
  if (fitting.byName && names.size === 0)
    throw new FileError(
      'mismatch',
      `loadWeights: '${where}' does not tell what its layers are called, for byName: load it layer after layer, or have it saved as .keras or by a newer Keras`,
    );
  const groups = groupsByName(names);
  for (const layer of modelPlaces(model, new Map())) {
    if (layer.weights.length === 0) continue;
    const group = fitting.byName ? groups.get(layer.fullName) : groupInOrder(today, layer);
    if (group === undefined) fit.lack(where, layer.fullName);
    else fitLayer(where, today, pathToday(group), layer, fit);
  }
  return fit;
};

/** The group of a layer's class that has anything in it, or that of its name. */
const groupInOrder = (datasets: ReadonlyMap<string, Values>, { groups }: LayerPlaces): string =>
  groups.find((group) => [...datasets.keys()].some((path) => path.startsWith(`${pathToday(group)}/`))) ??
  groups[0]!;

/** The weights of one layer, in the parts that Keras saves by themselves: its own, and those of each layer in it. */
const fitLayer = (
  where: string,
  datasets: ReadonlyMap<string, Values>,
  group: string,
  { fullName, weights }: LayerPlaces,
  fit: Fit,
): void => {
  const parts = new Map<string, (typeof weights)[number][]>();
  for (const weight of weights) {
    const part = weight.at.slice(0, weight.at.lastIndexOf('/'));
    parts.set(part, [...(parts.get(part) ?? []), weight]);
  }
  for (const [part, own] of parts) {
    const inside = `${group}/${part}/`;
    const theirs = [...datasets].filter(
      ([path]) => path.startsWith(inside) && /^\d+$/.test(path.slice(inside.length)),
    );
    const name = parts.size > 1 ? own[0]!.path.slice(0, own[0]!.path.lastIndexOf('/')) : fullName;
    if (theirs.length !== own.length) {
      fit.skip(
        name,
        `'${name}' has ${own.length} weights in the model, but ${theirs.length} in '${where}', at ${inside.slice(0, -1)}`,
      );
      continue;
    }
    const values = own.map(({ at }) => datasets.get(pathToday(`${group}/${at}`)));
    const odd = own.findIndex(
      ({ shape }, i) => !values[i] || showShape(values[i].shape) !== showShape(shape),
    );
    if (odd < 0) own.forEach(({ path }, i) => fit.take(path, values[i]!));
    else
      fit.skip(
        name,
        values[odd]
          ? otherShape(where, own[odd]!.path, own[odd]!.shape, values[odd])
          : `'${where}' has no weight '${own[odd]!.path}'`,
      );
  }
};
