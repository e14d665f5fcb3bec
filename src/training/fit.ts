import { readyBackend } from '../backends/ready.js';
import { checkOptions } from '../errors/suggest.js';
import { breather } from './breather.js';
import { callbackList } from './callbacks/callback-list.js';
import type { Callback, Logs } from './callbacks/callback.js';
import type { Compiled } from './compile.js';
import { disposeBatch } from './data/batches.js';
import type { DatasetLike, SampleWeight } from './data/data.js';
import { fetchValues } from './data/fetch-values.js';
import { optionsOf } from './data/read.js';
import { runEvaluation } from './evaluation.js';
import { fitData } from './fit-data.js';
import { createRecorder, type History } from './history.js';
import { underSnapshot } from './lost-context.js';
import { modelInTraining } from './model-in-training.js';
import { checkCount, checkWhole } from './option-values.js';
import { progressBar } from './progress/progress-bar.js';
import { buildMachine, disposeResult } from './step.js';
import { createTrackers } from './trackers.js';

/** Options of `fit`. */
export interface FitOptions {
  /** Samples in a batch. Default 32. */
  readonly batchSize?: number;
  /** The epoch to stop before: training runs from `initialEpoch` to here. Default 1. */
  readonly epochs?: number;
  /** 0: silent, 1: a progress bar (plain lines where there is no terminal), 2: a line an epoch. Default 1. */
  readonly verbose?: 0 | 1 | 2;
  readonly callbacks?: readonly Callback[];
  /** The share of the samples, the last ones, that is kept for validation: 0 to 1. Default none. */
  readonly validationSplit?: number;
  /** Samples and labels for validation: `[x, y]`, or a data set. It goes before `validationSplit`. */
  readonly validationData?: readonly [x: unknown, y: unknown, sampleWeight?: SampleWeight] | DatasetLike;
  /** Whether each epoch has an order of its own. Default true; a data set keeps its order. */
  readonly shuffle?: boolean;
  /** The epoch to begin with, to go on with an earlier run. Default 0. */
  readonly initialEpoch?: number;
  /** Batches in an epoch, where not all. */
  readonly stepsPerEpoch?: number;
  /** Batches of validation, where not all. */
  readonly validationSteps?: number;
  /** Samples in a batch of validation. Default `batchSize`. */
  readonly validationBatchSize?: number;
  /** Every how many epochs validation runs. Default 1. */
  readonly validationFreq?: number;
  /** A weight for each sample's loss, or for each step's: `[batch]` or `[batch, steps]`. */
  readonly sampleWeight?: SampleWeight;
  /** A weight for the samples of each class, by its index: `{ 0: 1, 1: 5 }`; other classes have 1. For one output. */
  readonly classWeight?: Readonly<Record<number, number>>;
}

/** Every option of `fit`; the type keeps the list whole. */
const optionNames = Object.keys({
  batchSize: 0,
  epochs: 0,
  verbose: 0,
  callbacks: 0,
  validationSplit: 0,
  validationData: 0,
  shuffle: 0,
  initialEpoch: 0,
  stepsPerEpoch: 0,
  validationSteps: 0,
  validationBatchSize: 0,
  validationFreq: 0,
  sampleWeight: 0,
  classWeight: 0,
} satisfies Record<keyof FitOptions, 0>);

/** The history of a run: names with `val_` are there where there is validation data. */
export type FitResult<Names extends string, Options> = History<
  | Names
  | (Options extends { readonly validationSplit: number } | { readonly validationData: object }
      ? `val_${Names}`
      : never)
>;

/** Value twin of the `fit` method. Everything the user gave is checked before the first step. */
export const fitModel = async (
  compiled: Compiled,
  x: unknown,
  y: unknown,
  given?: FitOptions,
): Promise<History<string>> => {
  const options = checkOptions('fit', optionsOf('fit', x, y, given), optionNames);
  const epochs = checkCount('epochs', options.epochs ?? 1);
  const validationFreq = checkCount('validationFreq', options.validationFreq ?? 1);
  const initialEpoch = checkWhole('initialEpoch', options.initialEpoch ?? 0);
  await readyBackend();
  await fetchValues([x, y, [options.sampleWeight, options.validationData]]);
  const { training, validation } = fitData(compiled, x, y, options);
  const machine = buildMachine(compiled.model, compiled.outputs);
  const params = {
    verbose: options.verbose ?? 1,
    epochs,
    steps: training.steps,
    ...(validation && options.validationFreq !== undefined && { validationFreq: options.validationFreq }),
  };
  const recorder = createRecorder();
  const callbacks = callbackList(options.callbacks ?? [], modelInTraining(compiled), params, [
    recorder.callback,
    progressBar(params.verbose),
  ]);
  const trackers = createTrackers(compiled.outputs);
  const breathe = breather();
  compiled.stopTraining = false;
  let logs: Logs = {};
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
    callbacks.close();
    trackers.dispose();
  }
  return recorder.history(params);
};

/** Logs in the order Keras 3 gives them: by name. */
const sorted = (logs: Logs): Logs =>
  Object.fromEntries(Object.entries(logs).sort(([a], [b]) => (a < b ? -1 : 1)));
