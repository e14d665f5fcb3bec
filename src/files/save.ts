import type * as tfl from '@tensorflow/tfjs-layers';
import type { AnyModel } from '../graph/model.js';
import { emitModel } from '../tfjs/emitter.js';
import { randomStates } from '../tfjs/random-layers.js';
import type { Tensor } from '../tfjs/tensor.js';
import { modelVariables } from '../tfjs/variables.js';
import type { TrainingState } from '../training/training-state.js';
import { writeArchitecture, type Architecture } from './architecture.js';
import { packTensors, type NamedTensor } from './artifacts.js';
import type { StorePlace } from './place.js';
import { writeStore } from './store.js';

/** What only we know of a model, beside tfjs's own description. */
export interface Metadata {
  readonly architecture: Architecture;
  /** Each weight's own path, in the order of the file; tfjs's names are shorter. */
  readonly paths: readonly string[];
  readonly training?: Omit<TrainingState, 'slots'>;
  readonly random: ReturnType<typeof randomStates>;
}

/** The model's weights under the names that plain tfjs knows them by. */
const weightTensors = (model: AnyModel, emitted: tfl.LayersModel): NamedTensor[] => {
  const names = new Map(emitted.weights.map((weight) => [weight.read(), weight.originalName]));
  return modelVariables(model).map(({ variable }) => ({
    name: names.get(variable.read())!,
    tensor: variable.read() as unknown as Tensor,
    group: 'model',
  }));
};

/** Writes architecture, weights, and the state of training where there is one; plain tfjs can load it too. */
export const saveModel = async (
  model: AnyModel,
  place: StorePlace,
  training?: TrainingState,
): Promise<void> => {
  // everything that can be refused is refused before a file is touched
  const architecture = writeArchitecture(model);
  const emitted = emitModel(model);
  const { slots = [], ...state } = training ?? {};
  const metadata: Metadata = {
    architecture,
    paths: modelVariables(model).map(({ path }) => path),
    random: randomStates(model),
    ...(training && { training: state as Omit<TrainingState, 'slots'> }),
  };
  await writeStore(place, {
    topology: emitted.toJSON(null, false),
    ...(await packTensors([
      ...weightTensors(model, emitted),
      ...slots.map(({ name, tensor }): NamedTensor => ({ name, tensor, group: 'optimizer' })),
    ])),
    metadata: { shapewright: metadata },
  });
};
