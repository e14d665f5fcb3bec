import { isCallable } from '../options/declare.js';
import { anything, count, either, flag, listOf, whole } from '../options/kinds.js';
import { optional, type Declares, type Kind } from '../options/option.js';
import { callbacksKind, type CallbacksArg } from './callbacks/callbacks-kind.js';
import { abortSignal } from './abort.js';
import type { BatchStream, SampleWeights } from './data/streams.js';
import type { LearningRateCallback } from './callbacks/learning-rate-log.js';
import type { History } from './history.js';
import { classWeight, validationShare, verbosity } from './option-kinds.js';
import type { ProgressListener } from './progress/progress-reporter.js';
import type { TrainingWorker } from './training-worker.js';

/** Options of `fit`. */
export interface FitOptions {
  /** Samples in a batch. Default 32; where `stepsPerEpoch` is given, as many as make so many steps. */
  readonly batchSize?: number;
  /** The epoch to stop before: training runs from `initialEpoch` to here. Default 1. */
  readonly epochs?: number;
  /** 0: silent, 1: a progress bar (plain lines where there is no terminal), 2: a line an epoch. Default 1. */
  readonly verbose?: 0 | 1 | 2;
  /** What watches training: `[callbacks.earlyStopping()]`, each hook in its turn; one may stand by itself. Default none. */
  readonly callbacks?: CallbacksArg;
  /**
   * Told how far the run is, at most once a frame: `progressElement` and `historyChart` of 'shapewright/page' are such, or
   * a function of yours. Unlike a callback of batches it costs a worker nothing.
   */
  readonly onProgress?: ProgressListener | readonly ProgressListener[];
  /** The share of the samples, the last ones, that is kept for validation: 0 to 1. Default none. */
  readonly validationSplit?: number;
  /** Samples and labels for validation: `[x, y]`, or batches as `fit` takes them. It goes before `validationSplit`. */
  readonly validationData?: readonly [x: unknown, y: unknown, sampleWeight?: SampleWeights] | BatchStream;
  /** Whether each epoch has an order of its own. Default true; what gives one batch after the other keeps its order. */
  readonly shuffle?: boolean;
  /** The epoch to begin with, to go on with an earlier run. Default 0. */
  readonly initialEpoch?: number;
  /** Batches in an epoch, where not all: the next epoch goes on from there. Each run begins at the first. */
  readonly stepsPerEpoch?: number;
  /** Batches of validation, where not all. */
  readonly validationSteps?: number;
  /** Samples in a batch of validation. Default `batchSize`; without one, by `validationSteps`, or 32. */
  readonly validationBatchSize?: number;
  /** Every how many epochs validation runs, or after which, counted from 1: `[1, 2, 10]`. Default 1. */
  readonly validationFreq?: number | readonly number[];
  /** A weight for each sample's loss, or for each step's: `[batch]` or `[batch, steps]`; of several outputs for all, or by output. */
  readonly sampleWeight?: SampleWeights;
  /**
   * A weight for the samples of each class, by its index: `{ 0: 1, 1: 5 }`; other classes have 1, and labels are rounded.
   * For one output with one label for each sample; validation is not weighed.
   */
  readonly classWeight?: Readonly<Record<number, number>>;
  /** Where to train in place of this thread: what `trainingWorker` of 'shapewright/worker' makes. Default here. */
  readonly worker?: TrainingWorker;
  /**
   * Whether steps are planned as a whole before training, where the backend is 'wasm' or 'webgpu' and all of the model has a
   * plan there: it is faster, and comes to the same but for the last digits. `true` refuses what has none, and says why; `false` leaves steps
   * to single operations. Default: where it can be; `backendReport().step` tells.
   */
  readonly compiledStep?: boolean;
  /** Ends the run between two batches, when it is aborted: `fit` rejects with its reason. Default none. */
  readonly signal?: AbortSignal;
}

/** Functions that are told how far the run is. */
const listeners: Kind<readonly ProgressListener[], ProgressListener | readonly ProgressListener[]> = {
  needs: 'a function, or a list of functions',
  read: (given) => {
    const all = Array.isArray(given) ? Array.from(given as readonly unknown[]) : [given];
    return all.every(isCallable) ? (all as readonly ProgressListener[]) : undefined;
  },
};

/** The options of `fit`, declared. */
export const fitOptions = {
  batchSize: optional(count),
  epochs: optional(count, 1),
  verbose: optional(verbosity, 1),
  callbacks: optional(callbacksKind, []),
  onProgress: optional(listeners, []),
  validationSplit: optional(validationShare),
  validationData: optional(anything<NonNullable<FitOptions['validationData']>>('[x, y], or batches')),
  shuffle: optional(flag, true),
  initialEpoch: optional(whole, 0),
  stepsPerEpoch: optional(count),
  validationSteps: optional(count),
  validationBatchSize: optional(count),
  validationFreq: optional(
    either(
      count,
      listOf('a list of epochs counted from 1', count, (epochs) => epochs.length > 0),
    ),
  ),
  sampleWeight: optional(anything<SampleWeights>('a weight for each sample, or for each step')),
  classWeight: optional(classWeight),
  worker: optional(anything<TrainingWorker>("what trainingWorker of 'shapewright/worker' makes")),
  compiledStep: optional(flag),
  signal: optional(abortSignal),
} satisfies Declares<FitOptions>;

/** The learning rate's name, where one of some callbacks writes it into the logs. */
type RateName<Options> = Options extends { readonly callbacks: infer Given }
  ? [Extract<Given extends readonly (infer Each)[] ? Each : Given, LearningRateCallback>] extends [never]
    ? never
    : 'learning_rate'
  : never;

/** The history of a run: names with `val_` are there where there is validation data. */
export type FitResult<Names extends string, Options> = History<
  | Names
  | RateName<Options>
  | (Options extends { readonly validationSplit: number } | { readonly validationData: object }
      ? `val_${Names}`
      : never)
>;
