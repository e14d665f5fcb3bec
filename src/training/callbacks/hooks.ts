import type { Callback } from './callback.js';

/** Every hook there is; the type keeps the list whole. */
export const hooks = Object.keys({
  setModel: 0,
  setParams: 0,
  onTrainBegin: 0,
  onTrainEnd: 0,
  onEpochBegin: 0,
  onEpochEnd: 0,
  onTrainBatchBegin: 0,
  onTrainBatchEnd: 0,
  onTestBegin: 0,
  onTestEnd: 0,
  onTestBatchBegin: 0,
  onTestBatchEnd: 0,
  onPredictBegin: 0,
  onPredictEnd: 0,
  onPredictBatchBegin: 0,
  onPredictBatchEnd: 0,
  getState: 0,
  setState: 0,
} satisfies Record<Hook, 0>);

/** The name of a hook. */
export type Hook = keyof Callback;
