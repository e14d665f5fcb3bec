import { anything, count, flag } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { callbacksKind, type CallbacksArg } from './callbacks/callbacks-kind.js';
import { abortSignal } from './abort.js';
import type { SampleWeights } from './data/streams.js';
import { verbosity } from './option-kinds.js';
import type { TrainingWorker } from './training-worker.js';

/** Options of `evaluate`. */
export interface EvaluateOptions {
  /** Samples in a batch. Default 32; where `steps` is given, as many as make so many steps. */
  readonly batchSize?: number;
  /** 0: silent, 1: a progress bar, 2: a line. Default 1. */
  readonly verbose?: 0 | 1 | 2;
  /** A weight for each sample's loss, or for each step's: `[batch]` or `[batch, steps]`; of several outputs for all, or by output. */
  readonly sampleWeight?: SampleWeights;
  /** Batches to evaluate, where not all. */
  readonly steps?: number;
  /** What watches the evaluation, each hook in its turn. Default none. */
  readonly callbacks?: CallbacksArg;
  /** Gives Keras's list, loss first, instead of an object. Default false. */
  readonly returnList?: boolean;
  /** Where to evaluate in place of this thread: what `trainingWorker` of 'shapewright/worker' makes. Default here. */
  readonly worker?: TrainingWorker;
  /** Whether batches are computed by a plan of the whole model on the backend 'wasm', as in `fit`. Default: where they can be. */
  readonly compiledStep?: boolean;
  /** Ends the evaluation between two batches, when it is aborted: `evaluate` rejects with its reason. Default none. */
  readonly signal?: AbortSignal;
}

/** The options of `evaluate`, declared. */
export const evaluateOptions = {
  batchSize: optional(count),
  verbose: optional(verbosity, 1),
  sampleWeight: optional(anything<SampleWeights>('a weight for each sample, or for each step')),
  steps: optional(count),
  callbacks: optional(callbacksKind, []),
  returnList: optional(flag, false),
  worker: optional(anything<TrainingWorker>("what trainingWorker of 'shapewright/worker' makes")),
  compiledStep: optional(flag),
  signal: optional(abortSignal),
} satisfies Declares<EvaluateOptions>;
