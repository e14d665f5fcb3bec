import { hasMember } from '../errors/show.js';
import type { AnyModel } from '../graph/model.js';
import type { Tensor } from '../tfjs/tensor.js';
import type { CallbackList } from './callbacks/callback-list.js';
import type { Callback, Logs } from './callbacks/callback.js';
import type { Compiled } from './compiled.js';
import type { SampleWeights } from './data/streams.js';
import type { FitOptions } from './fit-options.js';

/** The key of what only `fit` calls. */
export const trainThere: unique symbol = Symbol('trainThere');

/** The key of what only `evaluate` calls. */
export const evaluateThere: unique symbol = Symbol('evaluateThere');

/** The key of what only `predict` calls. */
export const predictThere: unique symbol = Symbol('predictThere');

/** A run of `fit` that is to take place in a worker. */
export interface WorkerRun {
  readonly compiled: Compiled;
  readonly x: unknown;
  readonly y: unknown;
  readonly options: Omit<FitOptions, 'callbacks'> & { readonly callbacks: readonly Callback[] };
  /** Told of the run as it goes on; they stay where `fit` was called. */
  readonly callbacks: CallbackList;
  /** The epoch that the run began with, where it goes on with one of before. */
  readonly firstEpoch: number;
}

/** Options of `evaluate` and `predict` that say which batches a worker takes. */
interface BatchesThere {
  readonly batchSize?: number | undefined;
  readonly steps?: number | undefined;
  readonly compiledStep?: boolean | undefined;
  /** Those that the user gave: where one has a hook of batches, each batch waits for it. */
  readonly callbacks: readonly Callback[];
  readonly signal?: AbortSignal | undefined;
}

/** An evaluation that is to take place in a worker: the hooks of batches alone are called by it. */
export interface WorkerEvaluation {
  readonly compiled: Compiled;
  readonly x: unknown;
  readonly y: unknown;
  readonly options: BatchesThere & { readonly sampleWeight?: SampleWeights | undefined };
  readonly callbacks: CallbackList;
}

/** A prediction that is to take place in a worker. */
export interface WorkerPrediction {
  readonly model: AnyModel;
  readonly x: unknown;
  readonly options: BatchesThere;
  readonly callbacks: CallbackList;
}

/** A worker that trains, evaluates and predicts, as `trainingWorker` of 'shapewright/worker' makes it. */
export interface TrainingWorker {
  /** Trains; the model's weights are the worker's as of the last epoch that ended, however the run ends. */
  readonly [trainThere]: (run: WorkerRun) => Promise<void>;
  /** Evaluates; gives the losses and metrics. */
  readonly [evaluateThere]: (run: WorkerEvaluation) => Promise<Logs>;
  /** Predicts; gives each output's tensor, which the caller disposes. */
  readonly [predictThere]: (run: WorkerPrediction) => Promise<readonly Tensor[]>;
  /** Ends the worker; a run in progress rejects. Safe to call twice. */
  terminate(): void;
}

/** Callers in JavaScript may give the bare `Worker`. */
export const checkWorker = (
  where: 'fit' | 'evaluate' | 'predict',
  given: unknown,
): TrainingWorker | undefined => {
  if (given === undefined) return undefined;
  if (hasMember(given, trainThere)) return given as TrainingWorker;
  throw new TypeError(
    `${where} needs worker to be what trainingWorker of 'shapewright/worker' makes, ` +
      "e.g. trainingWorker(new Worker(new URL('./train.worker.js', import.meta.url), { type: 'module' }), { backend: 'wasm' })",
  );
};
