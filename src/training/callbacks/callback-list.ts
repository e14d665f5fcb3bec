import type { Callback, Logs, ModelInTraining, TrainingParams } from './callback.js';
export const callbackList = (
  callbacks: readonly Callback[],
  model: ModelInTraining,
  params: TrainingParams,
) => {
  for (const c of callbacks) {
    c.setModel?.(model);
    c.setParams?.(params);
  }
  const all = (hook: keyof Callback) => async (a: unknown, b?: unknown) => {
    for (const c of callbacks)
      await (c[hook] as ((a: unknown, b: unknown) => unknown) | undefined)?.call(c, a, b);
  };
  return {
    watchesBatches: callbacks.some((c) => c.onTrainBatchEnd || c.onTestBatchEnd),
    onTrainBegin: all('onTrainBegin') as (l: Logs) => Promise<void>,
    onTrainEnd: all('onTrainEnd') as (l: Logs) => Promise<void>,
    onEpochBegin: all('onEpochBegin') as (e: number, l: Logs) => Promise<void>,
    onEpochEnd: all('onEpochEnd') as (e: number, l: Logs) => Promise<void>,
    onTrainBatchBegin: all('onTrainBatchBegin') as (e: number, l: Logs) => Promise<void>,
    onTrainBatchEnd: all('onTrainBatchEnd') as (e: number, l: Logs) => Promise<void>,
    onTestBegin: all('onTestBegin') as (l: Logs) => Promise<void>,
    onTestEnd: all('onTestEnd') as (l: Logs) => Promise<void>,
    onTestBatchBegin: all('onTestBatchBegin') as (e: number, l: Logs) => Promise<void>,
    onTestBatchEnd: all('onTestBatchEnd') as (e: number, l: Logs) => Promise<void>,
  };
};
