import { warnOnce } from '../errors/warn.js';
import { breather } from './breather.js';
import type { CallbackList } from './callbacks/callback-list.js';
import type { Logs } from './callbacks/callback.js';
import type { Compiled } from './compiled.js';
import { disposeBatch, skip, type BatchSource } from './data/batches.js';
import { ofValidation } from './data/data-error.js';
import { runEvaluation } from './evaluation.js';
import type { Sources } from './fit-data.js';
import { chooseTest } from './choose-inference.js';
import { chooseMachine } from './choose-machine.js';
import { trackersOf } from './machine.js';
import type { Beginning, RunInProgress } from './run-state.js';
import { disposeResult, type Machine } from './step.js';
import { nanWatch } from './nan-watch.js';
import { innermost } from './optimizers/by-name.js';
import { checkExcluded } from './optimizers/weight-decay.js';
import { byName } from './trackers.js';
import { wantedOfTests } from './unplanned.js';
import { isValidated, type ValidationFreq } from './validation-epochs.js';
import { underSnapshot } from './whole-card.js';

/** Which epochs a run has, which of them it validates, and what may end it before. */
export interface Epochs extends Beginning {
  readonly validationFreq: ValidationFreq;
  /** Batches that were asked for in an epoch. */
  readonly stepsPerEpoch: number | undefined;
  /** Whether steps are to be planned as a whole; undefined: where they can be. */
  readonly compiledStep: boolean | undefined;
  readonly signal: AbortSignal | undefined;
}

const ranOut = (where: string): string =>
  `shapewright: the data ran out ${where}; give as many batches as stepsPerEpoch * epochs, or a function that begins them anew`;

/** The loop of epochs and batches, on the backend of this thread. */
export const trainHere = async (
  compiled: Compiled,
  { training, validation }: Sources,
  callbacks: CallbackList,
  { epoch: initialEpoch, end: epochs, validationFreq, stepsPerEpoch, compiledStep, signal, ...from }: Epochs,
  progress: RunInProgress,
): Promise<void> => {
  const close = async (): Promise<void> => {
    await training.close();
    await validation?.close();
  };
  const { machine, release } = await chooseMachine('fit', compiled, compiledStep, training).catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );
  const trackers = trackersOf(compiled);
  progress.trackers = trackers;
  const breathe = breather();
  const watch = nanWatch(compiled);
  // another run of the model may warn again
  const run = {};
  let logs: Logs = {};
  checkExcluded(
    innermost(compiled.optimizerState.config),
    machine.variables.map(({ path }) => path),
  );
  try {
    await callbacks.onTrainBegin({});
    for (let past = 0; past < initialEpoch - from.firstEpoch; past++) await training.pass?.(past);
    for (let epoch = initialEpoch; epoch < epochs; epoch++) {
      signal?.throwIfAborted();
      const next = await training.epoch(epoch - from.firstEpoch, compiled.epochsSeen);
      if (!next) {
        warnOnce(run, ranOut(`in epoch ${epoch + 1} of ${epochs}`));
        break;
      }
      trackers.reset();
      await callbacks.onEpochBegin(epoch, {});
      compiled.epochsSeen++;
      const done = epoch === initialEpoch ? from.batch : 0;
      if (done > 0) trackers.setState(from.trackers);
      logs = await underSnapshot(compiled, epoch, async (checkCard) => {
        await skip(next, done);
        for (let step = done; done === 0 || !from.hasStopped; step++) {
          signal?.throwIfAborted();
          const batch = await next();
          if (!batch) {
            if (stepsPerEpoch !== undefined && step < stepsPerEpoch)
              warnOnce(run, ranOut(`after ${step} of the ${stepsPerEpoch} steps of epoch ${epoch + 1}`));
            break;
          }
          try {
            await callbacks.onTrainBatchBegin(step, {});
            const result = machine.train(batch, compiled.optimizerState);
            try {
              trackers.update(result, batch);
              if ('pending' in result) result.pending.onRead(({ loss }) => watch.see(loss, epoch, step));
              else watch.see(result.loss, epoch, step);
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
        if (!validation || !isValidated(epoch, validationFreq)) return found;
        await callbacks.onTestBegin({});
        const validated = await validate(compiled, machine, validation, callbacks, {
          compiledStep,
          signal,
        }).catch((error: unknown) => {
          throw ofValidation(error);
        });
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
    await release();
    trackers.dispose();
    watch.dispose();
    await close();
  }
};

/** What the validation data comes to after an epoch. */
const validate = async (
  compiled: Compiled,
  plain: Machine,
  source: BatchSource,
  callbacks: CallbackList,
  { compiledStep, signal }: Pick<Epochs, 'compiledStep' | 'signal'>,
): Promise<Logs> => {
  const { machine, release } = await chooseTest('fit', compiled, plain, source, wantedOfTests(compiledStep));
  try {
    return await runEvaluation(compiled, machine, source, callbacks, signal);
  } finally {
    await release();
  }
};
