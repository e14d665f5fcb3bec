// What the page asks a worker for, as plain data.
import type { BackendName, BackendOptions } from '../backends/backend-name.js';
import { writeArchitecture } from '../files/architecture.js';
import type { Callback } from '../training/callbacks/callback.js';
import { hooks } from '../training/callbacks/hooks.js';
import { crosses, type Watcher } from '../training/callbacks/watcher.js';
import type { Compiled } from '../training/compiled.js';
import { fetchValues } from '../training/data/fetch-values.js';
import { isStream } from '../training/data/streams.js';
import type { WorkerEvaluation, WorkerPrediction, WorkerRun } from '../training/training-worker.js';
import type {
  BatchChoice,
  EvaluationOrder,
  Order,
  PackedData,
  PredictionOrder,
  RunHook,
  TrainingOrder,
} from './border.js';
import { lockName } from './life-line.js';
import { readInference, readState } from './model-state.js';
import { packData, packInputs } from './pack-data.js';
import { writeJudges, writeRecipe } from './recipe.js';

/** Where a worker computes. */
export interface Place {
  readonly backend: BackendName | 'auto';
  readonly backendOptions: BackendOptions;
}

/** The options of `fit` that do not cross as they are. */
const staysHere = ['worker', 'callbacks', 'onProgress', 'validationData', 'sampleWeight', 'signal'];

const base = (place: Place, callbacks: readonly Callback[]): Omit<Order, 'data'> => ({
  ...place,
  awaited: hooks.filter(
    (hook) => /Batch/.test(hook) && callbacks.some((each) => each[hook as RunHook]),
  ) as RunHook[],
  lock: lockName(),
});

/** A run of `fit`. */
export const trainingOrder = async (
  place: Place,
  { compiled, x, y, options, firstEpoch }: WorkerRun,
): Promise<TrainingOrder> => {
  const { callbacks, validationData, sampleWeight } = options;
  const plain = Object.entries(options).filter(([name]) => !staysHere.includes(name));
  const recipe = writeRecipe(compiled);
  await fetchValues(validationData);
  return {
    ...base(place, callbacks),
    recipe,
    state: await readState(compiled.model, compiled.optimizerState),
    seed: compiled.seed,
    epochsSeen: compiled.epochsSeen,
    firstEpoch,
    learningRate: compiled.optimizerState.ownRate,
    data: packData(compiled, 'samples', x, y, sampleWeight),
    validation: validationOf(compiled, validationData),
    options: Object.fromEntries(plain),
    crossing: callbacks.flatMap((each) => (each as Watcher)[crosses] ?? []),
  };
};

const validationOf = (compiled: Compiled, given: unknown): PackedData | undefined => {
  if (given === undefined) return undefined;
  const [x, y, sampleWeight] = isStream(given) ? [given] : (given as readonly unknown[]);
  return packData(compiled, 'validation', x, y, sampleWeight);
};

const choiceOf = ({ batchSize, steps, compiledStep }: WorkerPrediction['options']): BatchChoice => ({
  ...(batchSize !== undefined && { batchSize }),
  ...(steps !== undefined && { steps }),
  ...(compiledStep !== undefined && { compiledStep }),
});

/** An evaluation. */
export const evaluationOrder = async (
  place: Place,
  { compiled, x, y, options }: WorkerEvaluation,
): Promise<EvaluationOrder> => ({
  ...base(place, options.callbacks),
  recipe: writeJudges('evaluate', compiled),
  state: await readInference(compiled.model),
  data: packData(compiled, 'samples', x, y, options.sampleWeight),
  options: choiceOf(options),
});

/** A prediction. */
export const predictionOrder = async (
  place: Place,
  { model, x, options }: WorkerPrediction,
): Promise<PredictionOrder> => ({
  ...base(place, options.callbacks),
  architecture: writeArchitecture(model),
  state: await readInference(model),
  data: packInputs(model, x),
  options: choiceOf(options),
});
