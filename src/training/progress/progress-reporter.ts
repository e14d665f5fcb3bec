import type { Logs, TrainingParams } from '../callbacks/callback.js';
import { wantsLogs, type Watcher } from '../callbacks/watcher.js';

/** How far a run of `fit` is. */
export interface FitProgress {
  /** The epoch at hand, from 0. */
  readonly epoch: number;
  /** The epoch that the run stops before. */
  readonly epochs: number;
  /** Batches of this epoch that are done. */
  readonly batch: number;
  /** Batches in an epoch; `undefined` where a data set has not said. */
  readonly steps: number | undefined;
  /** The loss and metrics as last read; once the epoch has ended, all of them, those of validation too. */
  readonly logs: Logs;
  /** Seconds until the run is over, if it goes on as it has; `undefined` before that can be told. */
  readonly eta: number | undefined;
  /** Whether this epoch is over. */
  readonly epochEnded: boolean;
}

/** Told how far a run of `fit` is: at most once a frame, and at each epoch's beginning and end. */
export type ProgressListener = (progress: FitProgress) => void;

/** A frame of a page, in milliseconds. */
const frame = 16;
/** How often the losses are read, in milliseconds: the backend must finish its work for it. */
const readEvery = 80;

/** The watcher behind `onProgress`; it sees no weights, so a worker sends none for it. `now` is in milliseconds. */
export const progressReporter = (tell: ProgressListener, now = () => performance.now()): Watcher => {
  let params: TrainingParams | undefined;
  let [epoch, batch] = [0, 0];
  let start: { readonly epoch: number; readonly time: number } | undefined;
  let steps: number | undefined;
  let logs: Logs = {};
  let [lastTold, lastRead] = [-Infinity, -Infinity];

  const eta = (epochs: number): number | undefined => {
    if (!start || steps === undefined) return undefined;
    const done = (epoch - start.epoch) * steps + batch;
    const left = (epochs - start.epoch) * steps - done;
    return done === 0 ? undefined : (((now() - start.time) / 1000) * left) / done;
  };
  const say = (epochEnded: boolean) => {
    lastTold = now();
    const { epochs } = params!;
    tell({ epoch, epochs, batch, steps, logs, eta: eta(epochs), epochEnded });
  };
  return {
    setParams: (given) => {
      params = given;
      steps = given.steps;
    },
    onEpochBegin: (at) => {
      start ??= { epoch: at, time: now() };
      [epoch, batch, logs] = [at, 0, {}];
      say(false);
    },
    onTrainBatchEnd: (at, given) => {
      batch = at + 1;
      if (Object.keys(given).length > 0) [logs, lastRead] = [given, now()];
      if (now() - lastTold >= frame) say(false);
    },
    onEpochEnd: (_, given) => {
      logs = given;
      steps ??= batch;
      say(true);
    },
    [wantsLogs]: () => now() - lastRead >= readEvery,
  };
};
