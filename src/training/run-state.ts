// A run of `fit` that a backup follows: how far it has come, and what it takes to go on with one of before.
import type { Resumption } from './callbacks/callback-list.js';
import type { CallbackState, StateValue } from './callbacks/state.js';
import type { Callback } from './callbacks/callback.js';
import { crosses, keepsRuns, type Watcher } from './callbacks/watcher.js';
import type { Compiled } from './compiled.js';

/** How far a run has come, beside what its model and its optimizer hold. */
export interface RunState {
  /** The epoch to go on with, and how many of its batches are done. */
  readonly epoch: number;
  readonly batch: number;
  /** The epoch that the run began with. */
  readonly firstEpoch: number;
  readonly hasStopped: boolean;
  readonly history: Readonly<Record<string, readonly number[]>>;
  readonly epochs: readonly number[];
  /** The sums of the epoch's losses and metrics, where some of its batches are done. */
  readonly trackers?: StateValue;
  /** What each of the user's callbacks remembers, in their order. */
  readonly callbacks: readonly (CallbackState | null)[];
}

/** A run of before: read, but not put into the model yet. */
export interface SavedRun {
  readonly state: RunState;
  /** The seed of its order of samples, and the epochs that the model had seen before the epoch to go on with. */
  readonly seed: number;
  readonly epochsSeen: number;
  /** Gives the model, its optimizer and dropout's streams what they had. */
  restore(): void;
  /** Frees what was read. */
  dispose(): void;
}

/** A run that is under way. */
export interface RunInProgress {
  readonly compiled: Compiled;
  readonly history: Pick<RunState, 'history' | 'epochs'>;
  readonly firstEpoch: number;
  readonly callbacks: readonly Callback[];
  /** The losses and metrics of the epoch at hand, where it is this thread that trains. */
  trackers?: { settle(): Promise<void>; getState(): StateValue };
}

/** What keeps a run safe. */
export interface RunKeeper {
  /** Whether it wants to know of batches, whose sums do not leave a worker. */
  readonly ofBatches: boolean;
  /** The run that was broken off, if one was; nothing is changed. */
  find(compiled: Compiled): Promise<SavedRun | undefined>;
  /** Tells which run is to be kept. */
  keep(run: RunInProgress): void;
}

/**
 * The keeper among callbacks, if there is one.
 *
 * @throws TypeError where there are several: each would go on with another run; or it cannot be told what it wants to know.
 */
export const keeperAmong = (callbacks: readonly Callback[], inWorker: boolean): RunKeeper | undefined => {
  const [keeper, another] = callbacks.flatMap((each: Watcher) => each[keepsRuns] ?? []);
  if (another) throw new TypeError('fit takes one backupAndRestore, got several');
  if (inWorker && keeper?.ofBatches)
    throw new TypeError(
      "backupAndRestore: in a worker saveFreq must be 'epoch': the sums of an epoch's batches do not leave it",
    );
  if (inWorker && keeper && callbacks.some((each: Watcher) => each[crosses]?.options.swapOnEpoch))
    throw new TypeError(
      'backupAndRestore: in a worker swapEMAWeights must leave swapOnEpoch false: the page does not know where the means stand',
    );
  return keeper;
};

/** Where a run begins: at its first epoch, or in the midst of it. */
export interface Beginning extends Pick<
  RunState,
  'epoch' | 'batch' | 'firstEpoch' | 'hasStopped' | 'trackers'
> {
  /** The epoch to stop before. */
  readonly end: number;
}

/** Where a run begins; the model is given what it had where one of before is gone on with. */
export const beginning = (
  compiled: Compiled,
  {
    before,
    initialEpoch,
    epochs,
  }: { readonly before: SavedRun | undefined; readonly initialEpoch: number; readonly epochs: number },
): Beginning => {
  if (!before) {
    const firstEpoch = compiled.firstEpoch ?? initialEpoch;
    return { epoch: initialEpoch, batch: 0, firstEpoch, hasStopped: false, end: epochs };
  }
  const { state } = before;
  compiled.seed = before.seed;
  compiled.epochsSeen = before.epochsSeen;
  before.restore();
  // a run that had stopped has no epoch left; one that stopped in an epoch has that to end
  return { ...state, end: state.hasStopped ? state.epoch + (state.batch > 0 ? 1 : 0) : epochs };
};

/** Puts everything back once the hooks have been called that came before: they may have changed it. */
export const resumption = (
  compiled: Compiled,
  before: SavedRun,
  callbacks: readonly Callback[],
): Resumption => ({
  behind: before.state.batch > 0 ? 'onEpochBegin' : 'onTrainBegin',
  run: async () => {
    before.restore();
    compiled.stopTraining = before.state.hasStopped;
    await restoreCallbacks(callbacks, before.state);
  },
});

/** How far a run has come: `epoch` and `batch` are what comes next. */
export const runState = async (run: RunInProgress, epoch: number, batch: number): Promise<RunState> => {
  const states: (CallbackState | null)[] = [];
  for (const callback of run.callbacks) states.push((await callback.getState?.()) ?? null);
  await run.trackers?.settle();
  return {
    epoch,
    batch,
    firstEpoch: run.firstEpoch,
    hasStopped: run.compiled.stopTraining,
    ...run.history,
    ...(batch > 0 && run.trackers && { trackers: run.trackers.getState() }),
    callbacks: states,
  };
};

/**
 * Gives callbacks back what they remembered.
 *
 * @throws TypeError where they are not those of the run that was broken off.
 */
const restoreCallbacks = async (
  callbacks: readonly Callback[],
  { callbacks: states }: RunState,
): Promise<void> => {
  const isSame =
    states.length === callbacks.length &&
    states.every((state, i) => state === null || callbacks[i]!.setState !== undefined);
  if (!isSame)
    throw new TypeError(
      `backupAndRestore: the run that was broken off had ${states.length} callbacks, and some that remember: ` +
        'give fit the same ones in the same order, or delete the backup to begin anew',
    );
  for (const [i, state] of states.entries()) if (state) await callbacks[i]!.setState!(state);
};
