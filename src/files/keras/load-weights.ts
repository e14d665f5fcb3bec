// Weights that Keras saved, for a model that is there already.
import type { AnyModel } from '../../graph/model.js';
import { native } from '../../tfjs/native.js';
import { emitModel } from '../../tfjs/emitter.js';
import { assign, modelVariables } from '../../tfjs/variables.js';
import type { Artifacts } from '../artifacts.js';
import { FileError } from '../file-error.js';
import { isWhole, warnOfSkipped, type Fitting, type LoadedWeights } from '../partial-weights.js';
import type { Opened } from '../source.js';
import { readArchive } from './archive.js';
import { isHdf5, withHdf5, type Hdf5 } from './hdf5.js';
import { originOf } from './load-keras.js';
import { fitLegacyWeights } from './fit-legacy-weights.js';
import { fitWeights, namesInConfig, namesInFile, type Fitted } from './fit-weights.js';
import { parseKerasJson } from './json.js';
import { findLegacyWeights } from './legacy-weights.js';
import { findTfjsWeights, fitTfjsWeights } from './tfjs-weights.js';
import { findWeights, type FoundWeight } from './places.js';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '../../tfjs/tensor.js';

/** Puts a file's weights into a model; nothing changes unless every one is there and fits, or may be left. */
export const loadKerasWeights = async (
  model: AnyModel,
  opened: Exclude<Opened, { kind: 'place' }>,
  fitting: Fitting,
): Promise<LoadedWeights> => {
  const { where } = opened;
  const [inside, config] = opened.kind === 'hdf5' ? [opened.bytes] : await weightsOf(opened, fitting);
  return withHdf5(where, inside, (file) =>
    isWhole(fitting)
      ? put(model, { found: weightsIn(where, file, model), skipped: [], absent: [] })
      : put(model, someIn(where, file, config, model, fitting)),
  );
};

/** The same of a model in tfjs's format that another program wrote. */
export const loadTfjsWeights = (
  model: AnyModel,
  where: string,
  artifacts: Artifacts,
  fitting: Fitting,
): LoadedWeights =>
  put(
    model,
    isWhole(fitting)
      ? { found: findTfjsWeights(where, artifacts, model, new Map()), skipped: [], absent: [] }
      : fitTfjsWeights(where, artifacts, model, fitting),
  );

/** Puts weights into a model, once all are read. */
const put = (model: AnyModel, { found, skipped, absent }: Fitted): LoadedWeights => {
  const values = found.map(({ path, dataset }) => ({ path, dataset, data: dataset.read() }));
  emitModel(model);
  const variables = new Map(modelVariables(model).map(({ path, variable }) => [path, variable]));
  const loaded: string[] = [];
  for (const { path, dataset, data } of values) {
    const variable = variables.get(path);
    if (!variable) continue;
    const tensor = tf.tensor(data, [...dataset.shape], variable.dtype === 'int32' ? 'int32' : 'float32');
    assign(variable, native(tensor as unknown as Tensor));
    tensor.dispose();
    loaded.push(path);
  }
  warnOfSkipped(model, skipped);
  return { loaded, skipped: [...skipped, ...absent] };
};

/** The weights in a zip or a folder, and the configuration beside them where layers are found by name. */
const weightsOf = async (
  opened: Exclude<Opened, { kind: 'place' | 'hdf5' }>,
  { byName }: Fitting,
): Promise<readonly [weights: Uint8Array, config?: unknown]> => {
  const { where } = opened;
  const name = 'model.weights.h5';
  const parts =
    opened.kind === 'parts'
      ? opened.parts
      : await readArchive(where, opened.bytes, (each) => each === name || (byName && each === 'config.json'));
  const weights = parts.get(name);
  const config = byName ? parts.get('config.json') : undefined;
  if (weights && isHdf5(weights))
    return [weights, config && parseKerasJson(where, 'config.json', new TextDecoder().decode(config))];
  throw new FileError(
    'not-a-model',
    `'${where}' has no 'model.weights.h5': there are no weights of Keras's in it`,
  );
};

/** The group of the layout of before Keras 3; undefined of today's. */
const legacyGroup = (file: Hdf5): string | undefined =>
  ['', 'model_weights'].find(
    (each) =>
      file.attribute(each, 'layer_names') !== undefined || file.attribute(each, 'layer_names0') !== undefined,
  );

/** A file's weights in the layout that it has. */
const weightsIn = (where: string, file: Hdf5, model: AnyModel): readonly FoundWeight[] => {
  const group = legacyGroup(file);
  return group === undefined
    ? findWeights(where, file, model, new Map())
    : findLegacyWeights(where, file, group, model, new Map(), originOf(file, group));
};

/** Those that some layers of a model take. */
const someIn = (where: string, file: Hdf5, config: unknown, model: AnyModel, fitting: Fitting): Fitted => {
  const group = legacyGroup(file);
  if (group !== undefined) return fitLegacyWeights(where, file, group, model, originOf(file, group), fitting);
  const said = namesInConfig(config);
  const names = said.size > 0 ? said : namesInFile(file, file.datasets.keys());
  return fitWeights(where, file.datasets, names, model, fitting);
};
