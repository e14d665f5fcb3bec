import type { Callback, TrainingParams } from './callbacks/callback.js';
export interface History<Names extends string> {
  readonly history: { readonly [K in Names]: number[] };
  readonly epoch: number[];
  readonly params: TrainingParams;
}
export const createRecorder = () => {
  const history: Record<string, number[]> = {};
  const epochs: number[] = [];
  const callback: Callback = {
    onEpochEnd: (epoch, logs) => {
      epochs.push(epoch);
      for (const [k, v] of Object.entries(logs)) (history[k] ??= []).push(v);
    },
  };
  return {
    callback,
    history: (params: TrainingParams): History<string> => ({ history, epoch: epochs, params }),
  };
};
