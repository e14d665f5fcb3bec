import { isList, show } from '../../errors/show.js';
import type { Callback, Logs, ModelInTraining, TrainingParams } from './callback.js';
import { checkCallback } from './check-callback.js';
import type { Hook } from './hooks.js';
import { keepsRuns, runOver, wantsLogs, type Watcher } from './watcher.js';

type IndexHook = Extract<Hook, `${string}Batch${string}` | `onEpoch${string}`>;
type LogHook = Exclude<Hook, IndexHook | 'setModel' | 'setParams' | 'getState' | 'setState'>;

/** Callbacks as one: each hook calls every callback's, in order, and gives a promise only where one of them did. */
export type CallbackList = {
  readonly [H in IndexHook]: (index: number, logs: Logs) => Promise<void> | undefined;
} & { readonly [H in LogHook]: (logs: Logs) => Promise<void> | undefined } & {
  /** Whether anybody wants to know of the batch at hand's losses, which must then be read: ask for each batch. */
  readonly watchesBatches: boolean;
  /** Lets go of what callbacks hold, however the run ended, and calls them no more. Safe to call twice. */
  close(): void;
};

/** Refuses what is no list of callbacks, before any of them is told anything. */
export const checkCallbacks = (given: readonly Callback[]): void => {
  if (!isList(given))
    throw new TypeError(`callbacks must be a list, such as [earlyStopping()]; got ${show(given)}`);
  Array.from(given).forEach(checkCallback);
};

/** What is done once, when a run has come to where one of before was broken off: behind all of a hook's callbacks. */
export interface Resumption {
  readonly behind: 'onTrainBegin' | 'onEpochBegin';
  run(): Promise<void>;
}

/**
 * The callbacks of a run, told of their model and its run. The loop's `own` are called before those that were given, its
 * `last` after them, for they write into the logs, and those that back runs up after all.
 *
 * @throws TypeError where one is no callback, or has a misspelt hook; before any is told anything.
 */
export const callbackList = (
  given: readonly Callback[],
  model: ModelInTraining,
  params: TrainingParams,
  own: readonly Watcher[] = [],
  last: readonly Watcher[] = [],
  resumption?: Resumption,
): CallbackList => {
  checkCallbacks(given);
  const users: readonly Watcher[] = Array.from(given);
  const watchers: readonly Watcher[] = [
    ...own,
    ...users.filter((each) => !each[keepsRuns]),
    ...last,
    ...users.filter((each) => each[keepsRuns]),
    ...(resumption ? [once(resumption)] : []),
  ];
  for (const callback of watchers) {
    callback.setParams?.(params);
    callback.setModel?.(model);
  }
  const readers = {
    train: watchers.filter((callback) => callback.onTrainBatchEnd),
    test: watchers.filter((callback) => callback.onTestBatchEnd),
  };
  let phase: keyof typeof readers = 'train';
  let isClosed = false;

  const onIndex = (hook: IndexHook) => {
    const calls = watchers.flatMap((callback) => callback[hook]?.bind(callback) ?? []);
    if (calls.length === 0) return () => undefined;
    return (index: number, logs: Logs) =>
      inOrder(calls, (call) => (isClosed ? undefined : call(index, logs)));
  };
  const onLogs = (hook: LogHook) => {
    const calls = watchers.flatMap((callback) => callback[hook]?.bind(callback) ?? []);
    if (calls.length === 0) return () => undefined;
    return (logs: Logs) => inOrder(calls, (call) => (isClosed ? undefined : call(logs)));
  };
  const [testBegin, testEnd] = [onLogs('onTestBegin'), onLogs('onTestEnd')];
  return {
    onTrainBegin: onLogs('onTrainBegin'),
    onTrainEnd: onLogs('onTrainEnd'),
    onEpochBegin: onIndex('onEpochBegin'),
    onEpochEnd: onIndex('onEpochEnd'),
    onTrainBatchBegin: onIndex('onTrainBatchBegin'),
    onTrainBatchEnd: onIndex('onTrainBatchEnd'),
    onTestBegin: (logs) => {
      phase = 'test';
      return testBegin(logs);
    },
    onTestEnd: (logs) => {
      phase = 'train';
      return testEnd(logs);
    },
    onTestBatchBegin: onIndex('onTestBatchBegin'),
    onTestBatchEnd: onIndex('onTestBatchEnd'),
    onPredictBegin: onLogs('onPredictBegin'),
    onPredictEnd: onLogs('onPredictEnd'),
    onPredictBatchBegin: onIndex('onPredictBatchBegin'),
    onPredictBatchEnd: onIndex('onPredictBatchEnd'),
    get watchesBatches() {
      return readers[phase].some((callback) => callback[wantsLogs]?.() ?? true);
    },
    close: () => {
      isClosed = true;
      watchers.forEach((callback) => callback[runOver]?.());
    },
  };
};

/** A watcher that does something the first time that a hook is called. */
const once = ({ behind, run }: Resumption): Watcher => {
  let isDone = false;
  return {
    [behind]: async () => {
      if (!isDone) await run();
      isDone = true;
    },
  };
};

/** Calls each in order; waits only for promises, so that hooks that are not async cost no turn of the event loop. */
const inOrder = <F>(
  calls: readonly F[],
  run: (call: F) => void | Promise<void>,
): Promise<void> | undefined => {
  for (let i = 0; i < calls.length; i++) {
    const pending = run(calls[i]!);
    if (isPromise(pending)) return after(pending, calls.slice(i + 1), run);
  }
  return undefined;
};

const after = async <F>(
  pending: Promise<void>,
  rest: readonly F[],
  run: (call: F) => void | Promise<void>,
): Promise<void> => {
  await pending;
  for (const call of rest) await run(call);
};

const isPromise = (value: unknown): value is Promise<void> =>
  typeof value === 'object' && value !== null && 'then' in value;
