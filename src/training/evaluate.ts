import { unknownOption } from '../shapes/suggest.js';
import { callbackList } from './callbacks/callback-list.js';
import type { Callback } from './callbacks/callback.js';
import type { Compiled } from './compile.js';
import { datasetBatches, disposeBatch, rowBatches, rowCount, type BatchSource } from './data/batches.js';
import type { DatasetLike } from './data/data.js';
import {
  datasetReader,
  expectedInputs,
  expectedLabels,
  isDataset,
  readInputs,
  readLabels,
  readWeights,
} from './data/read.js';
import { modelInTraining } from './model-in-training.js';
import { checkCount } from './option-values.js';
import { breather } from './breather.js';
import { progressBar } from './progress/progress-bar.js';
import { buildMachine, disposeResult, type Machine } from './step.js';
import { createTrackers } from './trackers.js';

/** Options of `evaluate`. */
export interface EvaluateOptions {
  /** Samples in a batch. Default 32. */
  readonly batchSize?: number;
  /** 0: silent, 1: a progress bar, 2: a line. Default 1. */
  readonly verbose?: 0 | 1 | 2;
  /** A weight for each sample. */
  readonly sampleWeight?: readonly number[] | Float32Array;
  /** Batches to evaluate, where not all. */
  readonly steps?: number;
  readonly callbacks?: readonly Callback[];
  /** Gives Keras's list, loss first, instead of an object. Default false. */
  readonly returnList?: boolean;
}

const optionNames = ['batchSize', 'verbose', 'sampleWeight', 'steps', 'callbacks', 'returnList'];

/** Value twin of the `evaluate` method. */
export const evaluateModel = async (
  compiled: Compiled,
  x: unknown,
  y: unknown,
  given: EvaluateOptions = {},
): Promise<Readonly<Record<string, number>> | number[]> => {
  const options = isDataset(x) ? ((y ?? {}) as EvaluateOptions) : given;
  const stranger = Object.keys(options).find((key) => !optionNames.includes(key));
  if (stranger !== undefined) throw new TypeError(unknownOption('evaluate', stranger, optionNames));
  const source = evaluationSource(compiled, x, y, options);
  const machine = buildMachine(compiled.model, compiled.outputs, compiled.seeded ? compiled.seed : undefined);
  const params = { verbose: options.verbose ?? 1, epochs: 1, steps: source.steps };
  const callbacks = callbackList(
    [progressBar(params.verbose), ...(options.callbacks ?? [])],
    modelInTraining(compiled),
    params,
  );
  await callbacks.onTestBegin({});
  const results = await runEvaluation(compiled, machine, source, callbacks);
  await callbacks.onTestEnd(results);
  return options.returnList ? Object.values(results) : results;
};

/** The batches to evaluate on. */
export const evaluationSource = (
  { model, outputs }: Compiled,
  x: unknown,
  y: unknown,
  options: Pick<EvaluateOptions, 'batchSize' | 'sampleWeight' | 'steps'>,
): BatchSource => {
  if (isDataset(x)) return datasetBatches(x as DatasetLike, datasetReader(model, outputs), options.steps);
  const columns = {
    xs: readInputs(model, x),
    ys: readLabels(model, outputs, y),
    weights: options.sampleWeight === undefined ? undefined : readWeights(options.sampleWeight),
  };
  const names = [...expectedInputs(model), ...expectedLabels(outputs)].map(({ what }) => what);
  return rowBatches(columns, {
    batchSize: checkCount('batchSize', options.batchSize ?? 32),
    range: [0, rowCount(columns, names)],
    shuffleSeed: undefined,
    steps: options.steps,
  });
};

/** The losses and metrics over a source's batches. */
export const runEvaluation = async (
  compiled: Compiled,
  machine: Machine,
  source: BatchSource,
  callbacks: ReturnType<typeof callbackList>,
): Promise<Readonly<Record<string, number>>> => {
  const trackers = createTrackers(compiled.outputs);
  const breathe = breather();
  try {
    const next = await source.epoch(0);
    for (let step = 0; ; step++) {
      const batch = await next();
      if (!batch) break;
      await callbacks.onTestBatchBegin(step, {});
      const result = machine.test(batch);
      trackers.update(result, batch.ys);
      disposeBatch(batch);
      disposeResult(result);
      await callbacks.onTestBatchEnd(step, callbacks.watchesBatches ? trackers.results() : {});
      await breathe();
    }
    return trackers.results();
  } finally {
    trackers.dispose();
  }
};
