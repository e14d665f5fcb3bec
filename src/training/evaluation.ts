import { breather } from './breather.js';
import type { CallbackList } from './callbacks/callback-list.js';
import type { Compiled } from './compiled.js';
import {
  batchSizeFor,
  datasetBatches,
  disposeBatch,
  rowBatches,
  rowCount,
  type BatchSource,
} from './data/batches.js';
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
import type { EvaluateOptions } from './evaluate-options.js';
import { trackersOf } from './machine.js';
import { disposeResult, type Machine } from './step.js';

/** Where the weights of a data set's samples would have to be. */
export const noSampleWeight = 'sampleWeight is for samples in memory; a data set has none';

/** The batches to evaluate on. */
export const evaluationSource = (
  { model, outputs }: Compiled,
  x: unknown,
  y: unknown,
  options: Pick<EvaluateOptions, 'batchSize' | 'sampleWeight' | 'steps'>,
): BatchSource => {
  const { steps, batchSize } = options;
  if (isDataset(x)) {
    if (options.sampleWeight !== undefined) throw new TypeError(noSampleWeight);
    return datasetBatches(x as DatasetLike, datasetReader(model, outputs), steps);
  }
  const xs = readInputs(model, x);
  const columns = {
    xs,
    ys: readLabels(model, outputs, y, xs),
    weights: options.sampleWeight === undefined ? undefined : readWeights(options.sampleWeight, outputs),
  };
  const parts = [...expectedInputs(model), ...expectedLabels(outputs)].map(({ what }) => what);
  const count = rowCount(columns, parts);
  return rowBatches(columns, {
    batchSize: batchSize ?? batchSizeFor(count, steps),
    range: [0, count],
    shuffleSeed: undefined,
    steps,
  });
};

/** The losses and metrics over a source's batches. */
export const runEvaluation = async (
  compiled: Compiled,
  machine: Machine,
  source: BatchSource,
  callbacks: CallbackList,
): Promise<Readonly<Record<string, number>>> => {
  const trackers = trackersOf(compiled);
  const breathe = breather();
  try {
    const next = await source.epoch(0);
    for (let step = 0; ; step++) {
      const batch = await next();
      if (!batch) break;
      try {
        await callbacks.onTestBatchBegin(step, {});
        const result = machine.test(batch);
        try {
          trackers.update(result, batch.ys);
        } finally {
          disposeResult(result);
        }
      } finally {
        disposeBatch(batch);
      }
      await callbacks.onTestBatchEnd(step, callbacks.watchesBatches ? await trackers.results() : {});
      await breathe();
    }
    return await trackers.results();
  } finally {
    trackers.dispose();
  }
};
