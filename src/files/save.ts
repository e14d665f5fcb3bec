import type * as tfl from '@tensorflow/tfjs-layers';
import type { AnyModel } from '../graph/model.js';
import { emitModel } from '../tfjs/emitter.js';
import { randomStates } from '../tfjs/random-layers.js';
import type { Tensor } from '../tfjs/tensor.js';
import { modelVariables } from '../tfjs/variables.js';
import type { TrainingSettings } from '../training/settings.js';
import type { TrainingState } from '../training/training-state.js';
import { writeArchitecture, type Architecture } from './architecture.js';
import { fileToWrite, onlyWeights } from './file-format.js';
import { packTensors, type NamedTensor } from './artifacts.js';
import { FileError } from './file-error.js';
import { nameOf, type StorePlace } from './place.js';
import type { QuantizedDtype } from './quantize.js';

/** What only we know of a model, beside tfjs's own description. */
export interface Metadata {
  readonly architecture: Architecture;
  /** Each weight's own path, in the order of the file; tfjs's names are shorter. */
  readonly paths: readonly string[];
  readonly training?: Omit<TrainingState, 'slots'>;
  readonly random: ReturnType<typeof randomStates>;
}

/** A weight as it is written: its own path, and the tensor under the name that plain tfjs knows it by. */
interface WrittenWeight {
  readonly path: string;
  readonly tensor: NamedTensor;
}

/**
 * The model's weights in Keras's order; then, once more, those of layers that stand in several of its models: of these
 * plain tfjs has one layer each.
 */
const weightTensors = (model: AnyModel, emitted: tfl.LayersModel): readonly WrittenWeight[] => {
  const variables = modelVariables(model);
  const names = new Map<unknown, Set<string>>(variables.map(({ variable }) => [variable.read(), new Set()]));
  for (const weight of emitted.weights) names.get(weight.read())?.add(weight.originalName);
  const written = variables.map(({ path, variable }) =>
    [...names.get(variable.read())!].map((name): WrittenWeight => ({
      path,
      tensor: { name, tensor: variable.read() as unknown as Tensor, group: 'model' },
    })),
  );
  return [...written.map(([first]) => first!), ...written.flatMap(([, ...others]) => others)];
};

/**
 * Writes architecture, weights, and the state of training where there is one: in tfjs's format, which plain tfjs can load
 * too, or as a file of Keras's where the place is named as one.
 */
export const saveModel = async (
  model: AnyModel,
  place: StorePlace,
  training?: TrainingState,
  settings?: TrainingSettings,
  /** In how many bits its weights are written, where not in 32; the state of training is left out then. */
  quantize?: QuantizedDtype,
): Promise<void> => {
  const file = fileToWrite(place);
  if (file && quantize)
    throw new FileError(
      'mismatch',
      `save: '${nameOf(place)}' is a file of Keras's, whose weights have 32 bits; quantize a model that goes to a folder`,
    );
  if (file?.format === 'weights') throw onlyWeights(place);
  if (file)
    return (await import('./keras/save-keras.js')).saveKeras(model, file, { state: training, settings });
  // everything that can be refused is refused before a file is touched
  const architecture = writeArchitecture(model);
  const emitted = emitModel(model);
  const { slots = [], ...state } = (quantize === undefined && training) || {};
  const weights = weightTensors(model, emitted);
  const metadata: Metadata = {
    architecture,
    paths: weights.map(({ path }) => path),
    random: randomStates(model),
    ...(training && !quantize && { training: state as Omit<TrainingState, 'slots'> }),
  };
  const artifacts = {
    topology: emitted.toJSON(null, false),
    ...(await packTensors([
      ...weights.map(({ tensor }) => tensor),
      ...slots.map(({ name, tensor }): NamedTensor => ({ name, tensor, group: 'optimizer' })),
    ])),
    metadata: { shapewright: metadata },
  };
  // a page that saves nothing does not load it; the weights are those of the call
  const { writeStore } = await import('./store.js');
  await writeStore(
    place,
    quantize ? (await import('./quantize.js')).quantized(artifacts, quantize) : artifacts,
  );
};
