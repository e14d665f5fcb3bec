import type { Callback, TrainingParams } from './callbacks/callback.js';
import { gatheredByEpoch, type BareName } from './metrics/vector-logs.js';
import type { RunState } from './run-state.js';

/** What a run came to, epoch by epoch. */
export interface History<Names extends string> {
  /** For each name in the logs, a number for each epoch, or a list where a metric gives several; Keras's order: by name. */
  readonly history: {
    readonly [Name in Names as BareName<Name>]: Name extends `${string}[]` ? number[][] : number[];
  };
  /** Which epochs were run. */
  readonly epoch: number[];
  readonly params: TrainingParams;
}

/** The numbers and the epochs of a history. */
type WrittenDown = Pick<RunState, 'history' | 'epochs'>;

/** What writes a history down as the epochs end. */
export interface Recorder {
  readonly callback: Callback;
  /** What has been written down so far; it grows with the epochs to come. */
  history(params: TrainingParams): History<string>;
  /** Begins with what a run of before had written down, if there was one; gives what is written down from then on. */
  goOn(before: WrittenDown | undefined): WrittenDown;
}

/** A recorder for one run: names stand in the order in which the logs first have them. */
export const createRecorder = (): Recorder => {
  const history: Record<string, number[]> = {};
  const epochs: number[] = [];
  return {
    callback: {
      onEpochEnd: (epoch, logs) => {
        epochs.push(epoch);
        for (const [name, value] of Object.entries(logs))
          if (Object.hasOwn(history, name)) history[name]!.push(value);
          else history[name] = [value];
      },
    },
    history: (params) => ({ history: gatheredByEpoch(history), epoch: epochs, params }),
    goOn: (before) => {
      for (const [name, values] of Object.entries(before?.history ?? {})) history[name] = [...values];
      epochs.push(...(before?.epochs ?? []));
      return { history, epochs };
    },
  };
};
