// Files that Keras opens: a whole model as .keras or HDF5, its weights as .weights.h5.
import { warnOnce } from '../../errors/warn.js';
import type { AnyModel } from '../../graph/model.js';
import { emitModel } from '../../tfjs/emitter.js';
import type { TrainingSettings } from '../../training/settings.js';
import type { TrainingState } from '../../training/training-state.js';
import { downloadFile } from '../download.js';
import { fileError } from '../explain-file-error.js';
import type { FilePlace, FileToWrite } from '../file-format.js';
import { compileConfig } from './compile-config.js';
import { layerOfSeveral, kerasModel } from './config-of-model.js';
import { optimizerConfig, optimizerVariables, type OptimizerVariable } from './optimizer-to-config.js';
import { legacyWeights, weightDatasets, weightValues } from './write-weights.js';
import type { Written } from './config-of-layer.js';
import { stateGroup } from './optimizer-state.js';
import { writeHdf5 } from './write-hdf5.js';
import { writeKerasJson } from './write-json.js';

/** The version of Keras whose files these are. */
const kerasVersion = '3.15.1';

/** How a model is being trained, where it is. */
export interface InTraining {
  readonly state: TrainingState | undefined;
  readonly settings: TrainingSettings | undefined;
}

/** Writes a whole model as Keras does, the state of its training with it. */
export const saveKeras = async (
  model: AnyModel,
  { format, place }: FileToWrite,
  training: InTraining,
): Promise<void> =>
  put(place, () => (format === 'keras' ? kerasZip(model, training) : kerasHdf5(model, training)));

/** Writes a model's weights alone as Keras 3 does. */
export const saveKerasWeights = async (model: AnyModel, place: FilePlace): Promise<void> =>
  put(place, async () => {
    emitModel(model);
    return writeHdf5({ datasets: weightDatasets(model, await weightValues(model)), attributes: [] });
  });

/** Puts a file where it belongs, once it is whole. */
const put = async (place: FilePlace, make: () => Promise<Uint8Array>): Promise<void> => {
  const name = place.kind === 'path' ? place.path : `downloads://${place.name}`;
  let bytes: Uint8Array;
  try {
    bytes = await make();
  } catch (cause) {
    throw fileError('could not save to', name, cause);
  }
  if (place.kind === 'download') return downloadFile(place.name, bytes);
  await (await import('../node-file.js')).writeFile(place.path, bytes);
};

/** The outermost model of HDF5 tells no module. */
const topOf = ({ class_name, config }: Written) => ({ class_name, config });

/** `2025-01-31@12:00:00`, as Keras writes the time. */
const timeNow = (): string => new Date().toISOString().slice(0, 19).replace('T', '@');

const encoded = (value: unknown): Uint8Array => new TextEncoder().encode(writeKerasJson(value));

/** What is written of the training: nothing of one that has no optimizer which Keras knows. */
const trainingConfig = async (model: AnyModel, { state, settings }: InTraining) => {
  const optimizer = state && optimizerConfig(model, state);
  if (!optimizer) return undefined;
  const none = {
    ...{ loss: null, loss_weights: null, metrics: null, weighted_metrics: null },
    ...{ run_eagerly: false, steps_per_execution: 1, jit_compile: false },
  };
  return { optimizer, config: settings ? await compileConfig(model, settings) : none, state };
};

/** The variables of a model's optimizer, where it has one. */
const variablesOf = async (model: AnyModel, state: TrainingState | undefined) =>
  state ? optimizerVariables(model, state) : { outer: [], inner: [] };

const kerasZip = async (model: AnyModel, given: InTraining): Promise<Uint8Array> => {
  const { config } = kerasModel(model, 'keras');
  const shared = layerOfSeveral(model);
  if (shared !== undefined)
    warnOnce(
      model,
      `shapewright: layer '${shared}' stands in several models within '${model.name}', whose calls Keras 3.15 can count wrongly when it opens the file: give each model a layer of its own, or share a whole inner model. Here the file opens as it is`,
    );
  const training = await trainingConfig(model, given);
  emitModel(model);
  const { outer, inner } = await variablesOf(model, training?.state);
  const numbered = (group: string, variables: readonly OptimizerVariable[]) =>
    variables.map(({ shape, data }, i) => ({ path: `${group}/vars/${i}`, shape, data }));
  const weights = await writeHdf5({
    datasets: [
      ...weightDatasets(model, await weightValues(model)),
      ...numbered('optimizer', [...outer, ...inner]),
      // of one around another the inner one's stand by themselves too
      ...(outer.length > 0 ? numbered('optimizer/inner_optimizer', inner) : []),
    ],
    attributes: [],
  });
  const { zipSync } = await import('fflate');
  return zipSync({
    'metadata.json': encoded({ keras_version: kerasVersion, date_saved: timeNow() }),
    'config.json': encoded({
      ...config,
      compile_config: training ? { optimizer: training.optimizer, ...training.config } : {},
    }),
    // numbers grow hardly smaller
    'model.weights.h5': [weights, { level: 0 }],
  });
};

const kerasHdf5 = async (model: AnyModel, given: InTraining): Promise<Uint8Array> => {
  const { config } = kerasModel(model, 'hdf5');
  const training = await trainingConfig(model, given);
  emitModel(model);
  const { outer, inner } = await variablesOf(model, training?.state);
  const variables = [...outer, ...inner];
  const versions = [
    { name: 'keras_version', value: kerasVersion },
    { name: 'backend', value: 'tensorflow' },
  ];
  const weights = legacyWeights(model, await weightValues(model), versions);
  return writeHdf5({
    datasets: [
      ...weights.datasets,
      ...variables.map(({ name, shape, data }) => ({ path: `${stateGroup}/${name}`, shape, data })),
    ],
    attributes: [
      ...versions.map((each) => ({ group: '', ...each })),
      { group: '', name: 'model_config', value: writeKerasJson(topOf(config)) },
      ...(training
        ? [
            {
              group: '',
              name: 'training_config',
              value: writeKerasJson({
                ...training.config,
                optimizer_config: training.optimizer,
              }),
            },
            { group: stateGroup, name: 'weight_names', value: variables.map(({ name }) => name) },
          ]
        : []),
      ...weights.attributes,
    ],
  });
};
