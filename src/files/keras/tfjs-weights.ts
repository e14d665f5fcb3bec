// The weights of a model in tfjs's format that tfjs, or Keras's converter, wrote: by names that follow the layers'.
import type { AnyModel } from '../../graph/model.js';
import { showShape } from '../../shapes/shape.js';
import { storedWeights, type Artifacts } from '../artifacts.js';
import { FileError } from '../file-error.js';
import type { Fitting } from '../partial-weights.js';
import { Fit, fitWeights, namesInConfig, type Fitted } from './fit-weights.js';
import type { Values } from './hdf5.js';
import { isJson } from './keras-object.js';
import { nameFrom } from './layer-from-config.js';
import type { FileLayers } from './model-from-config.js';
import { findWeights, modelPlaces, type FoundWeight, type LayerPlaces } from './places.js';

/** A weight of the file, and its name in parts: `['dense', 'kernel']`. */
interface NamedValues extends Values {
  readonly parts: readonly string[];
}

/** A weight that the model wants: its layer's name in the file, in parts, and the rest of its path. */
interface Wanted {
  readonly path: string;
  readonly shape: readonly number[];
  readonly layer: readonly string[];
  readonly rest: readonly string[];
}

/** A part of a name without the number that tells it from others: `kernel_1` is a `kernel`. */
const plain = (part: string): string => part.replace(/_\d+$/, '');

/** Keras's converter leaves out `:0`, some of its versions did not. */
const partsOf = (name: string): readonly string[] => name.replace(/:\d+$/, '').split('/');

const isShape = (values: Values, shape: readonly number[]): boolean =>
  showShape(values.shape) === showShape(shape);

/** Where one list of parts stands in another, whole; -1 where it does not. */
const indexOf = (parts: readonly string[], inner: readonly string[]): number =>
  parts.findIndex((_, at) => inner.every((part, i) => parts[at + i] === part));

/**
 * How well a name fits a weight; undefined where it is another's. The layer must be in it, and the weight's own name last;
 * of those, the one that has most of what stands between them, and least besides.
 */
const fitOf = ({ parts }: NamedValues, { layer, rest }: Wanted): number | undefined => {
  const at = indexOf(parts, layer);
  if (at < 0 || at + layer.length >= parts.length) return undefined;
  const own = parts.slice(at + layer.length).map(plain);
  if (own.at(-1) !== rest.at(-1)) return undefined;
  const between = rest.slice(0, -1).map(plain);
  const there = between.filter((part) => own.some((each) => each.startsWith(part))).length;
  return there * 10 - (own.length - 1 - there) - at / 100;
};

/** The weights of one layer, each with the file's that fits it best; undefined where one has none. */
const byName = (
  wanted: readonly Wanted[],
  left: ReadonlySet<NamedValues>,
): ReadonlyMap<Wanted, NamedValues> | undefined => {
  const found = new Map<Wanted, NamedValues>();
  const taken = new Set<NamedValues>();
  for (const each of wanted) {
    let best: { readonly values: NamedValues; readonly fit: number } | undefined;
    for (const values of left) {
      if (taken.has(values) || !isShape(values, each.shape)) continue;
      const fit = fitOf(values, each);
      if (fit !== undefined && fit > (best?.fit ?? -Infinity)) best = { values, fit };
    }
    if (!best) return undefined;
    taken.add(best.values);
    found.set(each, best.values);
  }
  return found;
};

const wantedOf = ({ fileName, name, weights }: LayerPlaces): readonly Wanted[] =>
  weights.map(({ path, shape }) => {
    const parts = path.split('/');
    // in a model the path begins with the model's name
    const own = parts.lastIndexOf(name, parts.length - 2);
    return { path, shape, layer: fileName.split('/'), rest: parts.slice(own + 1) };
  });

/** Each weight by its name; a layer that is not found by name leaves what it wants to the order. */
const namedOrInOrder = (
  where: string,
  all: readonly NamedValues[],
  layers: readonly (readonly Wanted[])[],
): readonly FoundWeight[] => {
  const left = new Set(all);
  const found = new Map<Wanted, NamedValues>();
  const missing: Wanted[] = [];
  for (const layer of layers) {
    const named = byName(layer, left);
    if (!named) missing.push(...layer);
    for (const [wanted, values] of named ?? []) {
      found.set(wanted, values);
      left.delete(values);
    }
  }
  const others = [...left];
  missing.forEach((wanted, i) => {
    const values = others[i];
    if (!values || !isShape(values, wanted.shape) || others.length !== missing.length)
      throw new FileError(
        'mismatch',
        `'${where}' has no weight ${wanted.path} ${showShape(wanted.shape)}, by that name or in its place` +
          (others.length > 0
            ? `; what is left there is ${others
                .slice(0, 3)
                .map(({ path, shape }) => `${path.slice(0, 60)} ${showShape(shape)}`)
                .join(', ')}`
            : ''),
      );
    found.set(wanted, values);
    left.delete(values);
  });
  const [stranger] = left;
  if (stranger)
    throw new FileError(
      'mismatch',
      `'${where}' has the weight '${stranger.path.slice(0, 80)}' ${showShape(stranger.shape)}, which belongs to no layer of its model`,
    );
  return layers.flat().map((wanted) => ({ path: wanted.path, dataset: found.get(wanted)! }));
};

/** The layers that a file of tfjs's has by name; without what does not fit. */
const fitByName = (
  where: string,
  all: readonly NamedValues[],
  layers: readonly LayerPlaces[],
  fitting: Fitting,
): Fitted => {
  const fit = new Fit(fitting);
  const left = new Set(all);
  // a layer of Keras's may be called `stem/conv`, which here is `stem_conv`
  const said = new Map(
    all
      .flatMap(({ parts }) => parts.map((_, i) => parts.slice(0, i + 1).join('/')))
      .map((name) => [nameFrom(name), name]),
  );
  for (const each of layers) {
    const layer = { ...each, fileName: said.get(each.fileName) ?? each.fileName };
    const wanted = wantedOf(layer);
    if (wanted.length === 0) continue;
    const named = byName(wanted, left);
    for (const [{ path }, values] of named ?? []) {
      fit.take(path, values);
      left.delete(values);
    }
    if (named) continue;
    const theirs = all.filter(({ parts }) => indexOf(parts, layer.fileName.split('/')) >= 0);
    // weights of other names, `depthwise_kernel`: in their order
    if (theirs.length === wanted.length && theirs.every((each, i) => isShape(each, wanted[i]!.shape)))
      theirs.forEach((values, i) => fit.take(wanted[i]!.path, values));
    else if (theirs.length === 0) fit.lack(where, layer.fullName);
    else
      fit.skip(
        layer.fullName,
        `'${layer.fullName}' has ${wanted.map(({ path, shape }) => `${path} ${showShape(shape)}`).join(', ')} in the model, but '${where}' has ${theirs
          .slice(0, 4)
          .map(({ path, shape }) => `${path.slice(0, 60)} ${showShape(shape)}`)
          .join(', ')}`,
      );
  }
  return fit;
};

/** Values by the paths of the weights that their names tell of, each of one; undefined where one is told by none. */
export const valuesByName = (
  values: readonly Values[],
  model: AnyModel,
  files: FileLayers,
): ReadonlyMap<string, Values> | undefined => {
  const left = new Set(values.map((each): NamedValues => ({ ...each, parts: partsOf(each.path) })));
  const found = new Map<string, Values>();
  for (const layer of modelPlaces(model, files)) {
    const named = byName(wantedOf(layer), left);
    if (!named) return undefined;
    for (const [wanted, each] of named) {
      found.set(wanted.path, each);
      left.delete(each);
    }
  }
  return found;
};

/** What optimizers and metrics keep, which is no layer's. */
const isOfTraining = (path: string): boolean =>
  /^(optimizer|metrics|_?loss_tracker|compile_metrics)\//.test(path.replaceAll('\\', '/'));

/**
 * Each weight of a model with its values in a file of tfjs's format.
 *
 * @throws FileError that names the first weight that is not there, is of another shape, or is too many.
 */
export const findTfjsWeights = (
  where: string,
  artifacts: Artifacts,
  model: AnyModel,
  files: FileLayers,
): readonly FoundWeight[] => {
  const { all, datasets, isToday } = valuesIn(where, artifacts);
  if (isToday) return findWeights(where, { datasets }, model, files);
  return namedOrInOrder(where, all, modelPlaces(model, files).map(wantedOf));
};

/**
 * The weights of a file of tfjs's that some of a model's layers take.
 *
 * @throws FileError for the first that does not fit, unless it may be skipped.
 */
export const fitTfjsWeights = (
  where: string,
  artifacts: Artifacts,
  model: AnyModel,
  fitting: Fitting,
): Fitted => {
  const { all, datasets, isToday } = valuesIn(where, artifacts);
  const { topology } = artifacts;
  const config = isJson(topology) ? (topology['model_config'] ?? topology) : undefined;
  if (isToday) return fitWeights(where, datasets, namesInConfig(config), model, fitting);
  return fitByName(where, all, modelPlaces(model, new Map()), fitting);
};

/** What a file of tfjs's holds of layers, and whether its names are the paths of Keras 3. */
const valuesIn = (where: string, artifacts: Artifacts) => {
  const all = storedWeights(where, artifacts)
    .filter(({ group }) => group !== 'optimizer')
    .map(({ name, shape, read }): NamedValues => ({
      path: name,
      shape,
      parts: partsOf(name),
      read: () => Float32Array.from(read()),
    }))
    .filter(({ path }) => !isOfTraining(path));
  const datasets = new Map(all.map((values) => [values.path, values]));
  // names that are numbers: the paths of Keras 3
  const isToday = all.length > 0 && all.every(({ path }) => /(^|[\\/])vars[\\/]\d+$/.test(path));
  return { all, datasets, isToday };
};
