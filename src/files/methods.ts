// The methods that models and compiled models have from here.
import type { AnyModel } from '../graph/model.js';
import type { Compiled, Storage } from '../training/compiled.js';
import { trainingSettings, waitingSettings } from '../training/settings.js';
import { trainingState, waitingState } from '../training/training-state.js';
import { momentOf } from './moment.js';
import type { Saved } from './save.js';
import type { LoadedWeights, LoadWeightsOptions } from './partial-weights.js';
import type { ModelSource, StorePlace } from './place.js';

/** Saving and loading, as a method of models and of compiled models. */
export interface Saving {
  /**
   * Writes architecture and weights (and, of a compiled model, the optimizer's state, and what it was compiled with). A
   * place whose name ends in `.keras` or `.h5` is one file, which Keras opens; others are in tfjs's format. The old files
   * stay whole until the new ones are.
   *
   * @param place A folder or such a file (in Node), `localstorage://name`, `indexeddb://name`, `downloads://name`,
   * `downloads://name.keras`, or a handler of tfjs's.
   * @throws FileError where the place cannot be written, e.g. a full disk, or Keras has no such layer; what was there is
   * untouched.
   * @example await trained.save('models/digits'); await trained.save('digits.keras');
   */
  save(place: StorePlace): Promise<void>;
  /** Writes the weights alone: under their paths, or as Keras has them where the place ends in `.weights.h5`. */
  saveWeights(place: StorePlace): Promise<void>;
  /**
   * Puts weights from a file into the model: those of `saveWeights` and `save` by their paths, those of Keras (`.weights.h5`,
   * `.keras`, `.h5`) layer after layer. Nothing changes unless every one is there and fits; with `byName` layers take what has
   * their names, with `skipMismatch` what does not fit is left as it is and named.
   *
   * @returns Which weights were loaded, and which were left.
   * @throws FileError where there is nothing, or it does not fit.
   * @example await net.loadWeights('base.weights.h5', { byName: true, skipMismatch: true });
   * @see https://keras.io/api/models/model_saving_apis/weights_saving_and_loading/
   */
  loadWeights(place: ModelSource, options?: LoadWeightsOptions): Promise<LoadedWeights>;
}

declare module '../graph/model.js' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- merged into, with its parameters
  interface ModelMethods<I extends Shapes, O extends Shapes> extends Saving {}
}

declare module '../training/trainable.js' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merged into
  interface TrainableMethods extends Saving {}
}

/** Whether a place is named as a file of Keras's, which is written from the model as it is when it is written. */
const isKerasName = (place: StorePlace): boolean =>
  typeof place === 'string' && /\.(keras|h5|hdf5)$/i.test(place);

/** What writes files is loaded when it is asked for; the weights are those of the call. */
const save = async (model: AnyModel, place: StorePlace, saved: Saved): Promise<void> => {
  const moment = isKerasName(place) ? undefined : momentOf(model, saved.training);
  const { saveModel } = await import('./save.js');
  await saveModel(model, place, { ...saved, moment });
};

/** What a page that neither saves nor loads weights need not load. */
const weights = () => import('./weights.js');

const saveWeights = async (model: AnyModel, place: StorePlace): Promise<void> =>
  (await weights()).saveWeights(model, place);

const loadWeights = async (
  model: AnyModel,
  place: ModelSource,
  options?: LoadWeightsOptions,
): Promise<LoadedWeights> => (await weights()).loadWeights(model, place, options);

/** The methods of models, as values. */
export const modelSaving = {
  save: (model: AnyModel, place: StorePlace) =>
    save(model, place, { training: waitingState(model), settings: waitingSettings(model) }),
  saveWeights,
  loadWeights,
};

/** The methods of compiled models, as values. */
export const storage: Storage = {
  save: (compiled: Compiled, place) =>
    save(compiled.model, place as StorePlace, {
      training: trainingState(compiled),
      settings: trainingSettings(compiled),
    }),
  saveWeights: (compiled, place) => saveWeights(compiled.model, place as StorePlace),
  loadWeights: (compiled, place, options) =>
    loadWeights(compiled.model, place as ModelSource, options as LoadWeightsOptions | undefined),
};
