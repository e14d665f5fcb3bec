import * as tf from '@tensorflow/tfjs-core';
import type { AnyModel } from '../graph/model.js';
import { showShape } from '../shapes/shape.js';
import { emitModel } from '../tfjs/emitter.js';
import { native } from '../tfjs/native.js';
import type { Tensor } from '../tfjs/tensor.js';
import { assign, modelVariables, type ModelVariable } from '../tfjs/variables.js';
import { packTensors, unpackTensors, type Description, type NamedTensor } from './artifacts.js';
import { FileError } from './file-error.js';
import { nameOf, type StorePlace } from './place.js';
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

/** Puts weights that `saveWeights` or `save` wrote into a model; nothing changes unless every one is there and fits. */
export const loadWeights = async (model: AnyModel, place: StorePlace): Promise<void> => {
  const artifacts = await readStore(place);
  const where = nameOf(place);
  emitModel(model);
  const { paths } = ours(artifacts);
  const tensors = unpackTensors(where, artifacts).map((each, i) => ({
    ...each,
    name: paths?.[i] ?? each.name,
  }));
  try {
    for (const { variable, tensor } of matchWeights('loadWeights', where, model, tensors))
      assign(variable, native(tensor));
  } finally {
    tf.dispose(tensors.map(({ tensor }) => native(tensor)));
  }
};

/**
 * Each weight of a model, with the tensor that a file has for it; the model has been emitted.
 *
 * @throws FileError where one is not there, is of another shape, or is one too many.
 */
export const matchWeights = (
  doing: string,
  where: string,
  model: AnyModel,
  tensors: readonly NamedTensor[],
): readonly { readonly variable: ModelVariable['variable']; readonly tensor: Tensor }[] => {
  const byName = new Map(
    tensors.filter(({ group }) => group === 'model').map(({ name, tensor }) => [name, tensor]),
  );
  const found = modelVariables(model).map(({ path, variable }) => {
    const tensor = byName.get(path);
    if (!tensor)
      throw new FileError(
        'mismatch',
        `${doing}: '${where}' has no weight '${path}'; it has ${[...byName.keys()].join(', ')}`,
      );
    const [own, given] = [variable.shape as number[], tensor.shape as readonly number[]];
    if (showShape(own) !== showShape(given))
      throw new FileError(
        'mismatch',
        `${doing}: '${path}' is ${showShape(own)} in the model, but ${showShape(given)} in '${where}'`,
      );
    return { variable, tensor };
  });
  if (found.length < byName.size)
    throw new FileError(
      'mismatch',
      `${doing}: '${where}' has ${byName.size} weights, but the model has ${found.length}`,
    );
  return found;
};
