import type { AnyModel } from '../graph/model.js';
import type { TrainingSettings } from '../training/settings.js';
import type { TrainingState } from '../training/training-state.js';
import { writeArchitecture, type Architecture } from './architecture.js';
import { packTaken } from './artifacts.js';
import { FileError } from './file-error.js';
import { fileToWrite, onlyWeights } from './file-format.js';
import { momentOf, type Moment } from './moment.js';
import { nameOf, type StorePlace } from './place.js';
import type { QuantizedDtype } from './quantize.js';

/** What only we know of a model, beside tfjs's own description. */
export interface Metadata {
  readonly architecture: Architecture;
  /** Each weight's own path, in the order of the file; tfjs's names are shorter. */
  readonly paths: readonly string[];
  readonly training?: Omit<TrainingState, 'slots'>;
  readonly random: Moment['random'];
}

/** What is saved beside a model's weights of now. */
export interface Saved {
  /** The state of training, and what the model was compiled with, where there are such. */
  readonly training?: TrainingState | undefined;
  readonly settings?: TrainingSettings | undefined;
  /** In how many bits its weights are written, where not in 32; the state of training is left out then. */
  readonly quantize?: QuantizedDtype | undefined;
  /** The model as it was when somebody asked for it to be saved. Default: as it is now. */
  readonly moment?: Moment | undefined;
}

/**
 * Writes architecture, weights, and the state of training where there is one: in tfjs's format, which plain tfjs can load
 * too, or as a file of Keras's where the place is named as one.
 */
export const saveModel = async (
  model: AnyModel,
  place: StorePlace,
  { training, settings, quantize, moment }: Saved = {},
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
  const taken = moment ?? momentOf(model, quantize === undefined ? training : undefined);
  const metadata: Metadata = {
    architecture,
    paths: taken.paths,
    random: taken.random,
    ...(taken.training && { training: taken.training }),
  };
  const artifacts = {
    topology: taken.topology,
    ...(await packTaken(taken.tensors)),
    metadata: { shapewright: metadata },
  };
  const { writeStore } = await import('./store.js');
  await writeStore(
    place,
    quantize ? (await import('./quantize.js')).quantized(artifacts, quantize) : artifacts,
  );
};
