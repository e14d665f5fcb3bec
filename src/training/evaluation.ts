import { breather } from './breather.js';
import type { CallbackList } from './callbacks/callback-list.js';
import type { Compiled } from './compiled.js';
import { batchSizeFor, disposeBatch, rowBatches, type BatchSource } from './data/batches.js';
import { DataError } from './data/data-error.js';
import { batchReader, batchRows } from './data/read-batch.js';
import { streamBatches } from './data/stream-source.js';
import { isStream } from './data/streams.js';
import type { EvaluateOptions } from './evaluate-options.js';
import { trackersOf } from './machine.js';
import { disposeResult, type Machine } from './step.js';

/** Where the weights of a stream's samples have to be. */
export const noSampleWeight =
  'sampleWeight is for samples in memory; batches bring their own: { xs, ys, sampleWeight }';

/** The batches to evaluate on. */
export const evaluationSource = async (
  { model, outputs }: Compiled,
  x: unknown,
  y: unknown,
  options: Pick<EvaluateOptions, 'batchSize' | 'sampleWeight' | 'steps'>,
): Promise<BatchSource> => {
  const { steps, batchSize } = options;
  if (isStream(x)) {
    if (options.sampleWeight !== undefined) throw new TypeError(noSampleWeight);
    return streamBatches(x, batchReader(model, outputs), { steps, shuffleSeed: undefined });
  }
  const { size: count, ...columns } = batchRows(model, outputs, {
    xs: x,
    ys: y,
    sampleWeight: options.sampleWeight,
  });
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
  signal?: AbortSignal,
): Promise<Readonly<Record<string, number>>> => {
  const trackers = trackersOf(compiled);
  const breathe = breather();
  try {
    const next = await source.epoch(0);
    if (!next)
      throw new DataError(
        'the generator has been gone through: each evaluation needs one; give a function that makes one',
      );
    for (let step = 0; ; step++) {
      signal?.throwIfAborted();
      const batch = await next();
      if (!batch) break;
      try {
        await callbacks.onTestBatchBegin(step, {});
        const result = machine.test(batch);
        try {
          trackers.update(result, batch);
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
