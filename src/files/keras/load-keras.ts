// Whole models that Keras saved.
import * as tf from '@tensorflow/tfjs-core';
import type { AnyModel } from '../../graph/model.js';
import type { Shape } from '../../shapes/shape.js';
import { emitModel } from '../../tfjs/emitter.js';
import { assign, modelVariables } from '../../tfjs/variables.js';
import { keepSettings } from '../../training/settings.js';
import { disposeModel } from '../../training/dispose.js';
import { FileError } from '../file-error.js';
import type { Builders } from '../rebuild.js';
import type { Opened } from '../source.js';
import { readArchive } from './archive.js';
import { isHdf5, withHdf5, type Hdf5 } from './hdf5.js';
import { settingsFrom } from './settings-from-config.js';
import { parseKerasJson } from './json.js';
import { isJson } from './keras-object.js';
import { fromKeras1 } from './keras1.js';
import { modelFrom, type FileModel } from './model-from-config.js';
import { optimizerFrom, type FileOptimizer } from './optimizer-from-config.js';
import { findLegacyWeights } from './legacy-weights.js';
import type { Origin } from './older-weights.js';
import { keepOptimizerState, legacyOptimizerVariables, optimizerVariables } from './optimizer-state.js';
import { findWeights, type FoundWeight } from './places.js';

/** What a model of Keras's is opened with. */
export type KerasOpening = Of<'zip'> | Of<'hdf5'> | Of<'parts'>;
type Of<K extends Opened['kind']> = Opening & Extract<Opened, { kind: K }>;

interface Opening {
  /** The file in the words of an error. */
  readonly where: string;
  readonly builders: Builders;
  /** The shape of the input, without its batch, for lists of layers that say none. */
  readonly inputShape: Shape | undefined;
  /** Looks at the model before any weight is made. */
  readonly check: (model: AnyModel) => void;
}

/** The first number of a version: 3 of `3.15.1`. */
export const majorOf = (version: unknown): number => {
  const found = typeof version === 'string' ? /^(\d+)\./.exec(version) : null;
  return found ? Number(found[1]) : 2;
};

/** What wrote an HDF5 file; before 2.0 not all versions said so. */
export const originOf = (file: Hdf5, group: string): Origin => {
  const said = (name: string) => file.attribute('', name) ?? file.attribute(group, name);
  const version = said('keras_version');
  return { version: version === undefined ? 1 : majorOf(version), backend: said('backend') };
};

const members = /^(metadata\.json|config\.json|model\.weights\.h5|assets\/.*)$/;

/** The model in a file of Keras's. */
export const loadKeras = (opening: KerasOpening): Promise<AnyModel> =>
  opening.kind === 'hdf5' ? loadKerasHdf5(opening) : loadKerasZip(opening);

/** The model in a `.keras` of Keras 2.12 or later: a zip. */
const loadKerasZip = async (opening: Of<'zip'> | Of<'parts'>): Promise<AnyModel> => {
  const { where, builders, inputShape, check } = opening;
  const files =
    opening.kind === 'parts'
      ? opening.parts
      : await readArchive(where, opening.bytes, (name) => members.test(name));
  const text = (name: string): string => {
    const data = files.get(name);
    if (!data)
      throw new FileError('not-a-model', `'${where}' is a zip without '${name}': it is no model of Keras's`);
    return new TextDecoder().decode(data);
  };
  const config = parseKerasJson(where, 'config.json', text('config.json'));
  const metadata = files.has('metadata.json')
    ? parseKerasJson(where, 'metadata.json', text('metadata.json'))
    : undefined;
  const version = majorOf(isJson(metadata) ? metadata['keras_version'] : undefined);
  const assets = new Map(
    [...files].flatMap(([name, data]) =>
      name.endsWith('.txt')
        ? [[name.replaceAll('_layer_checkpoint_dependencies/', 'layers/'), new TextDecoder().decode(data)]]
        : [],
    ),
  );
  const read = modelFrom({ where, builders, version, assets }, config, inputShape);
  check(read.model);
  const weights = files.get('model.weights.h5');
  if (!weights)
    throw new FileError('not-a-model', `'${where}' has no 'model.weights.h5': its weights are not there`);
  if (!isHdf5(weights))
    throw new FileError('damaged', `'${where}' is damaged: 'model.weights.h5' in it is no HDF5`);
  return withHdf5(where, weights, (file) => {
    const model = withWeights(read, findWeights(where, file, read.model, read.layers));
    return keeping(model, () => {
      const compiled = isJson(config) ? config['compile_config'] : undefined;
      const optimizer = isJson(compiled) ? optimizerFrom(compiled['optimizer']) : undefined;
      keepCompiled(model, compiled, optimizer);
      if (optimizer) keepOptimizerState(where, model, optimizer, optimizerVariables(file.datasets, version));
    });
  });
};

/** The model in a whole-model HDF5 file of any version. */
const loadKerasHdf5 = ({ where, bytes, builders, inputShape, check }: Of<'hdf5'>): Promise<AnyModel> =>
  withHdf5(where, bytes, (file) => {
    const written = file.attribute('', 'model_config');
    if (typeof written !== 'string')
      throw new FileError(
        'not-a-model',
        file.attribute('', 'layer_names') !== undefined ||
          file.has('layers') ||
          file.has('_layer_checkpoint_dependencies')
          ? `'${where}' holds weights alone: build the model, and give it them with loadWeights`
          : `'${where}' is HDF5 without 'model_config': it is no model of Keras's`,
      );
    const config = parseKerasJson(where, 'model_config', written);
    const { version, backend } = originOf(file, 'model_weights');
    const today = version < 2 ? fromKeras1(where, config) : config;
    const read = modelFrom({ where, builders, version }, today, inputShape);
    check(read.model);
    const model = withWeights(
      read,
      findLegacyWeights(where, file, 'model_weights', read.model, read.layers, { version, backend }),
    );
    return keeping(model, () => {
      const training = file.attribute('', 'training_config');
      const compiled =
        typeof training === 'string' ? parseKerasJson(where, 'training_config', training) : undefined;
      const optimizer = isJson(compiled) ? optimizerFrom(compiled['optimizer_config']) : undefined;
      keepCompiled(model, compiled, optimizer);
      if (optimizer) keepOptimizerState(where, model, optimizer, legacyOptimizerVariables(where, file));
    });
  });

/** Keeps what a model was compiled with, where all of it is here. */
export const keepCompiled = (model: AnyModel, compiled: unknown, file: FileOptimizer | undefined): void => {
  const settings = settingsFrom(model, compiled);
  if (settings) keepSettings(model, { ...settings, ...(file && { optimizer: file.optimizer }) });
};

/** A model after something more; nothing of it is left where that fails. */
export const keeping = (model: AnyModel, more: () => void): AnyModel => {
  try {
    more();
    return model;
  } catch (cause) {
    disposeModel(model);
    throw cause;
  }
};

/** Puts a file's weights into its model; nothing of it is left where that fails. */
export const withWeights = ({ model }: FileModel, weights: readonly FoundWeight[]): AnyModel => {
  const values = weights.map(({ path, dataset }) => ({ path, shape: dataset.shape, data: dataset.read() }));
  try {
    emitModel(model, { draw: false });
    const variables = new Map(modelVariables(model).map(({ path, variable }) => [path, variable]));
    for (const { path, shape, data } of values)
      tf.tidy(() => {
        const variable = variables.get(path)!;
        assign(variable, tf.cast(tf.tensor(data, [...shape]), variable.dtype));
      });
  } catch (cause) {
    disposeModel(model);
    throw cause;
  }
  return model;
};
