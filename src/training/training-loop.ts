import { breather } from './breather.js';
import type { CallbackList } from './callbacks/callback-list.js';
import type { Logs } from './callbacks/callback.js';
import type { Compiled } from './compile.js';
import { disposeBatch } from './data/batches.js';
import { runEvaluation } from './evaluation.js';
import type { Sources } from './fit-data.js';
import { underSnapshot } from './lost-context.js';
import { buildMachine, disposeResult } from './step.js';
import { createTrackers } from './trackers.js';

/** Which epochs a run has, and every how many of them it validates. */
export interface Epochs {
  readonly initialEpoch: number;
  readonly epochs: number;
  readonly validationFreq: number;
}

/** The loop of epochs and batches, on the backend of this thread. */
export const trainHere = async (
  compiled: Compiled,
  { training, validation }: Sources,
  callbacks: CallbackList,
  { initialEpoch, epochs, validationFreq }: Epochs,
): Promise<void> => {
  const trackers = createTrackers(compiled.outputs);
  const breathe = breather();
  let logs: Logs = {};
  const machine = buildMachine(compiled.model, compiled.outputs);
  try {
    await callbacks.onTrainBegin({});
    for (let epoch = initialEpoch; epoch < epochs && !compiled.stopTraining; epoch++) {
      trackers.reset();
      await callbacks.onEpochBegin(epoch, {});
      logs = await underSnapshot(compiled, epoch, async (checkCard) => {
        const next = await training.epoch(compiled.epochsSeen++);
        for (let step = 0; !compiled.stopTraining; step++) {
          const batch = await next();
          if (!batch) break;
          try {
            await callbacks.onTrainBatchBegin(step, {});
            const result = machine.train(batch, compiled.optimizerState);
            trackers.update(result, batch.ys);
            disposeResult(result);
          } finally {
            disposeBatch(batch);
          }
          await checkCard();
          await callbacks.onTrainBatchEnd(
            step,
            callbacks.watchesBatches ? sorted(await trackers.results()) : {},
          );
          await breathe();
        }
        const found = sorted(await trackers.results());
        if (!validation || (epoch + 1) % validationFreq !== 0) return found;
        await callbacks.onTestBegin({});
        const validated = await runEvaluation(compiled, machine, validation, callbacks);
        await callbacks.onTestEnd(validated);
        const named = Object.entries(sorted(validated)).map(
          ([name, value]) => [`val_${name}`, value] as const,
        );
        return { ...found, ...Object.fromEntries(named) };
      });
      await callbacks.onEpochEnd(epoch, logs);
    }
    await callbacks.onTrainEnd(logs);
  } finally {
    trackers.dispose();
  }
};

/** Logs in the order Keras 3 gives them: by name. */
const sorted = (logs: Logs): Logs =>
  Object.fromEntries(Object.entries(logs).sort(([a], [b]) => (a < b ? -1 : 1)));
