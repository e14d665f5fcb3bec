import { hasMember } from '../errors/show.js';
import type { CallbackList } from './callbacks/callback-list.js';
import type { Compiled } from './compiled.js';
import type { FitOptions } from './fit-options.js';

/** The key of what only `fit` calls. */
export const trainThere: unique symbol = Symbol('trainThere');

/** A run of `fit` that is to take place in a worker. */
export interface WorkerRun {
  readonly compiled: Compiled;
  readonly x: unknown;
  readonly y: unknown;
  readonly options: FitOptions;
  /** Told of the run as it goes on; they stay where `fit` was called. */
  readonly callbacks: CallbackList;
  /** The epoch that the run began with, where it goes on with one of before. */
  readonly firstEpoch: number;
}

/** A worker that trains, as `trainingWorker` of 'shapewright/worker' makes it. */
export interface TrainingWorker {
  /** Trains; the model's weights are the worker's as of the last epoch that ended, however the run ends. */
  readonly [trainThere]: (run: WorkerRun) => Promise<void>;
  /** Ends the worker; a run in progress rejects. Safe to call twice. */
  terminate(): void;
}

/** Callers in JavaScript may give the bare `Worker`. */
export const checkWorker = (given: unknown): TrainingWorker | undefined => {
  if (given === undefined) return undefined;
  if (hasMember(given, trainThere)) return given as TrainingWorker;
  throw new TypeError(
    "fit needs worker to be what trainingWorker of 'shapewright/worker' makes, " +
      "e.g. trainingWorker(new Worker(new URL('./train.worker.js', import.meta.url), { type: 'module' }), { backend: 'wasm' })",
  );
};
