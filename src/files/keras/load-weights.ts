// Weights that Keras saved, for a model that is there already.
import type { AnyModel } from '../../graph/model.js';
import { native } from '../../tfjs/native.js';
import { emitModel } from '../../tfjs/emitter.js';
import { assign, modelVariables } from '../../tfjs/variables.js';
import type { Artifacts } from '../artifacts.js';
import { FileError } from '../file-error.js';
import type { Opened } from '../source.js';
import { readArchive } from './archive.js';
import { isHdf5, withHdf5, type Hdf5 } from './hdf5.js';
import { originOf } from './load-keras.js';
import { findLegacyWeights } from './legacy-weights.js';
import { findTfjsWeights } from './tfjs-weights.js';
import { findWeights, type FoundWeight } from './places.js';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '../../tfjs/tensor.js';

/** Puts a file's weights into a model, layer after layer; nothing changes unless every one is there and fits. */
export const loadKerasWeights = async (
  model: AnyModel,
  opened: Exclude<Opened, { kind: 'place' }>,
): Promise<void> => {
  const { where } = opened;
  const inside = opened.kind === 'hdf5' ? opened.bytes : await weightsOf(opened);
  await withHdf5(where, inside, (file) => put(model, weightsIn(where, file, model)));
};

/** The same of a model in tfjs's format that another program wrote. */
export const loadTfjsWeights = (model: AnyModel, where: string, artifacts: Artifacts): void =>
  put(model, findTfjsWeights(where, artifacts, model, new Map()));

/** Puts weights into a model, once all are read. */
const put = (model: AnyModel, weights: readonly FoundWeight[]): void => {
  const values = weights.map(({ path, dataset }) => ({ path, dataset, data: dataset.read() }));
  emitModel(model);
  const variables = new Map(modelVariables(model).map(({ path, variable }) => [path, variable]));
  for (const { path, dataset, data } of values) {
    const variable = variables.get(path);
    if (!variable) continue;
    const tensor = tf.tensor(data, [...dataset.shape], variable.dtype === 'int32' ? 'int32' : 'float32');
    assign(variable, native(tensor as unknown as Tensor));
    tensor.dispose();
  }
};

const weightsOf = async (opened: Exclude<Opened, { kind: 'place' | 'hdf5' }>): Promise<Uint8Array> => {
  const { where } = opened;
  const name = 'model.weights.h5';
  const parts =
    opened.kind === 'parts' ? opened.parts : await readArchive(where, opened.bytes, (each) => each === name);
  const weights = parts.get(name);
  if (weights && isHdf5(weights)) return weights;
  throw new FileError(
    'not-a-model',
    `'${where}' has no 'model.weights.h5': there are no weights of Keras's in it`,
  );
};

/** A file's weights in the layout that it has. */
const weightsIn = (where: string, file: Hdf5, model: AnyModel): readonly FoundWeight[] => {
  const group = ['', 'model_weights'].find(
    (each) =>
      file.attribute(each, 'layer_names') !== undefined || file.attribute(each, 'layer_names0') !== undefined,
  );
  return group === undefined
    ? findWeights(where, file, model, new Map())
    : findLegacyWeights(where, file, group, model, new Map(), originOf(file, group));
};
