import { breather } from './breather.js';
import type { CallbackList } from './callbacks/callback-list.js';
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
import type { EvaluateOptions } from './evaluate.js';
import { checkCount } from './option-values.js';
import { disposeResult, type Machine } from './step.js';
import { createTrackers } from './trackers.js';

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
    weights: options.sampleWeight === undefined ? undefined : readWeights(options.sampleWeight, outputs),
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
  callbacks: CallbackList,
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
