import { breather } from './breather.js';
import type { CallbackList } from './callbacks/callback-list.js';
import type { Logs } from './callbacks/callback.js';
import type { Compiled } from './compiled.js';
import { disposeBatch, skip } from './data/batches.js';
import { runEvaluation } from './evaluation.js';
import type { Sources } from './fit-data.js';
import { underSnapshot } from './lost-context.js';
import { machineOf, trackersOf } from './machine.js';
import type { Beginning, RunInProgress } from './run-state.js';
import { disposeResult } from './step.js';
import { nanWatch } from './nan-watch.js';
import { innermost } from './optimizers/by-name.js';
import { checkExcluded } from './optimizers/weight-decay.js';
import { byName } from './trackers.js';

/** Which epochs a run has, and every how many of them it validates. */
export interface Epochs extends Beginning {
  readonly validationFreq: number;
}

/** The loop of epochs and batches, on the backend of this thread. */
export const trainHere = async (
  compiled: Compiled,
  { training, validation }: Sources,
  callbacks: CallbackList,
  { epoch: initialEpoch, end: epochs, validationFreq, ...from }: Epochs,
  progress: RunInProgress,
): Promise<void> => {
  const trackers = trackersOf(compiled);
  progress.trackers = trackers;
  const breathe = breather();
  const watch = nanWatch(compiled);
  let logs: Logs = {};
  const machine = machineOf(compiled);
  checkExcluded(
    innermost(compiled.optimizerState.config),
    machine.variables.map(({ path }) => path),
  );
  try {
    await callbacks.onTrainBegin({});
    for (let past = 0; past < initialEpoch - from.firstEpoch; past++) await training.pass?.(past);
    for (let epoch = initialEpoch; epoch < epochs; epoch++) {
      trackers.reset();
      await callbacks.onEpochBegin(epoch, {});
      const done = epoch === initialEpoch ? from.batch : 0;
      if (done > 0) trackers.setState(from.trackers);
      logs = await underSnapshot(compiled, epoch, async (checkCard) => {
        const next = await training.epoch(epoch - from.firstEpoch, compiled.epochsSeen++);
        await skip(next, done);
        for (let step = done; done === 0 || !from.hasStopped; step++) {
          const batch = await next();
          if (!batch) break;
          try {
            await callbacks.onTrainBatchBegin(step, {});
            const result = machine.train(batch, compiled.optimizerState);
            try {
              trackers.update(result, batch.ys);
              watch.see(result.loss, epoch, step);
            } finally {
              disposeResult(result);
            }
          } finally {
            disposeBatch(batch);
          }
          await checkCard();
          await callbacks.onTrainBatchEnd(step, callbacks.watchesBatches ? await trackers.results() : {});
          // as in Keras, only after a batch: an epoch that has begun has one
          if (compiled.stopTraining) break;
          await breathe();
          if (compiled.stopTraining) break;
        }
        const found = await trackers.results();
        await watch.end(Object.values(found).find(Number.isNaN) ?? 0, epoch);
        if (!validation || (epoch + 1) % validationFreq !== 0) return found;
        await callbacks.onTestBegin({});
        const validated = await runEvaluation(compiled, machine, validation, callbacks);
        await callbacks.onTestEnd(validated);
        const named = Object.entries(validated).map(([name, value]) => [`val_${name}`, value] as const);
        return byName({ ...found, ...Object.fromEntries(named) });
      });
      await callbacks.onEpochEnd(epoch, logs);
      if (compiled.stopTraining) break;
    }
    if (epochs > 0) compiled.optimizerState.finalize(machine.placed);
    await callbacks.onTrainEnd(logs);
  } finally {
    trackers.dispose();
    watch.dispose();
  }
};
