import * as tf from '@tensorflow/tfjs-core';
import type { AnyModel } from '../graph/model.js';
import { readOptions } from '../options/read.js';
import { emitModel } from '../tfjs/emitter.js';
import { native } from '../tfjs/native.js';
import type { Tensor } from '../tfjs/tensor.js';
import { assign, modelVariables } from '../tfjs/variables.js';
import { packTensors, unpackTensors, type Description, type NamedTensor } from './artifacts.js';
import { FileError } from './file-error.js';
import { fileToWrite, notWeights } from './file-format.js';
import { matchSomeWeights, matchWeights } from './match-weights.js';
import {
  isWhole,
  loadWeightsOptions,
  warnOfSkipped,
  type LoadedWeights,
  type LoadWeightsOptions,
} from './partial-weights.js';
import { nameOf, type ModelSource, type StorePlace } from './place.js';
import { lookAt, readStore, writeStore } from './store.js';

/** What `saveWeights` and `save` keep of the weights. */
interface WeightsMetadata {
  readonly weightsOnly?: true;
  readonly paths?: readonly string[];
}

const ours = ({ metadata }: Description): WeightsMetadata =>
  (metadata['shapewright'] ?? {}) as WeightsMetadata;

const holdsModel = async (place: StorePlace): Promise<boolean> => {
  const found = await lookAt(place);
  return found !== undefined && (found.topology ?? null) !== null && !ours(found).weightsOnly;
};

/** Writes a model's weights alone, under their paths. */
export const saveWeights = async (model: AnyModel, place: StorePlace): Promise<void> => {
  const file = fileToWrite(place);
  if (file && file.format !== 'weights') throw notWeights(place);
  if (file) return (await import('./keras/save-keras.js')).saveKerasWeights(model, file.place);
  if (await holdsModel(place))
    throw new FileError(
      'mismatch',
      `saveWeights: '${nameOf(place)}' holds a whole model, which weights alone would replace; save them elsewhere`,
    );
  emitModel(model);
  const tensors = modelVariables(model).map(({ path, variable }): NamedTensor => ({
    name: path,
    tensor: variable.read() as unknown as Tensor,
    group: 'model',
  }));
  await writeStore(place, {
    topology: {},
    ...(await packTensors(tensors)),
    metadata: { shapewright: { weightsOnly: true } },
  });
};

/** Puts weights that `saveWeights`, `save` or Keras wrote into a model; nothing changes unless every one is there and fits, or may be left. */
export const loadWeights = async (
  model: AnyModel,
  source: ModelSource,
  options?: LoadWeightsOptions,
): Promise<LoadedWeights> => {
  const fitting = readOptions('loadWeights', options, loadWeightsOptions);
  const opened = await (await import('./source.js')).openSource(source);
  if (opened.kind !== 'place')
    return (await import('./keras/load-weights.js')).loadKerasWeights(model, opened, fitting);
  const { place } = opened;
  const artifacts = await readStore(place);
  const where = nameOf(place);
  if (!('shapewright' in artifacts.metadata))
    return (await import('./keras/load-weights.js')).loadTfjsWeights(model, where, artifacts, fitting);
  emitModel(model);
  const { paths } = ours(artifacts);
  const tensors = unpackTensors(where, artifacts).map((each, i) => ({
    ...each,
    name: paths?.[i] ?? each.name,
  }));
  try {
    const { matched, skipped, absent } = isWhole(fitting)
      ? { matched: matchWeights('loadWeights', where, model, tensors), skipped: [], absent: [] }
      : matchSomeWeights(where, model, tensors, fitting);
    for (const { variable, tensor } of matched) assign(variable, native(tensor));
    warnOfSkipped(model, skipped);
    return { loaded: matched.map(({ path }) => path), skipped: [...skipped, ...absent] };
  } finally {
    tf.dispose(tensors.map(({ tensor }) => native(tensor)));
  }
};
