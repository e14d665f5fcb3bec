import { suggest } from '../../shapes/suggest.js';
import type { Callback, Logs, ModelInTraining, TrainingParams } from './callback.js';

/** Every hook there is. */
const hooks = [
  'setModel',
  'setParams',
  'onTrainBegin',
  'onTrainEnd',
  'onEpochBegin',
  'onEpochEnd',
  'onTrainBatchBegin',
  'onTrainBatchEnd',
  'onTestBegin',
  'onTestEnd',
  'onTestBatchBegin',
  'onTestBatchEnd',
  'onPredictBegin',
  'onPredictEnd',
  'onPredictBatchBegin',
  'onPredictBatchEnd',
] as const satisfies readonly (keyof Callback)[];

type Hook = (typeof hooks)[number];
type BatchHook = Extract<Hook, `${string}Batch${string}` | `onEpoch${string}`>;
type LogHook = Exclude<Hook, BatchHook | 'setModel' | 'setParams'>;

/** Callbacks as one: each hook waits for every callback's, in order. */
export type CallbackList = {
  readonly [H in BatchHook]: (index: number, logs: Logs) => Promise<void> | undefined;
} & { readonly [H in LogHook]: (logs: Logs) => Promise<void> | undefined } & {
  /** Whether anybody wants to know of each batch's losses, which must then be read. */
  readonly watchesBatches: boolean;
};

/** The callbacks of a run, told of their model and its run; what is no callback, or has a misspelt hook, is refused. */
export const callbackList = (
  given: readonly Callback[],
  model: ModelInTraining,
  params: TrainingParams,
): CallbackList => {
  given.forEach(checkCallback);
  const callbacks = given.map(bindHooks);
  for (const callback of callbacks) {
    callback.setModel?.(model);
    callback.setParams?.(params);
  }
  const all = (hook: Hook) => {
    const those = callbacks.filter((callback) => callback[hook] !== undefined);
    if (those.length === 0) return () => undefined;
    return async (...args: readonly unknown[]) => {
      for (const callback of those)
        await (callback[hook] as unknown as (...args: readonly unknown[]) => void | Promise<void>)(...args);
    };
  };
  return {
    ...Object.fromEntries(hooks.map((hook) => [hook, all(hook)])),
    watchesBatches: callbacks.some(
      ({ onTrainBatchEnd, onTestBatchEnd }) => onTrainBatchEnd ?? onTestBatchEnd,
    ),
  } as unknown as CallbackList;
};

/** The same callback, its hooks bound to it, so that instances of classes work too. */
const bindHooks = (callback: Callback): Callback =>
  Object.fromEntries(
    hooks.flatMap((hook) => {
      const own = callback[hook] as ((...args: readonly unknown[]) => unknown) | undefined;
      return own ? [[hook, own.bind(callback)]] : [];
    }),
  );

const checkCallback = (callback: unknown): void => {
  if (typeof callback !== 'object' || callback === null)
    throw new TypeError(
      `callbacks must be a list of objects with hooks such as onEpochEnd; got ${String(callback)}`,
    );
  const known: readonly string[] = hooks;
  for (const [name, value] of Object.entries(callback)) {
    if (known.includes(name) && value !== undefined && typeof value !== 'function')
      throw new TypeError(`a callback's ${name} must be a function, got ${typeof value}`);
    if (/^on[A-Z]/.test(name) && !known.includes(name)) {
      const near = suggest(name, known);
      throw new TypeError(`there is no hook '${name}'${near ? `; did you mean '${near}'?` : ''}`);
    }
  }
};
