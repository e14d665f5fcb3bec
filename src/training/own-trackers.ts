import type { StateValue } from './callbacks/state.js';
import { isToldMetric, type RunningState } from './metrics/in-step.js';
import { byName, RunningMean, type BatchResult, type Trackers } from './trackers.js';

/** Trackers for what a step of a model's own tells: the mean over samples of each number, and what metrics come to. */
export const createOwnTrackers = (): Trackers => {
  const means = new Map<string, RunningMean>();
  const metrics = new Map<string, RunningState>();
  /** What metrics go on from which no step has told yet. */
  const waiting = new Map<string, StateValue>();
  const reset = () => {
    for (const each of [...means.values(), ...metrics.values()]) each.reset();
    waiting.clear();
  };
  const meanOf = (name: string): RunningMean => {
    const mean = means.get(name) ?? new RunningMean();
    means.set(name, mean);
    return mean;
  };
  return {
    get names() {
      return [...means.keys(), ...metrics.keys()];
    },
    settle: () => Promise.resolve(),
    update: (result) => {
      const { told = {}, size } = result as BatchResult;
      for (const [name, value] of Object.entries(told)) {
        if (!isToldMetric(value)) {
          meanOf(name).add(value, size);
          continue;
        }
        const state = metrics.get(name) ?? value.begin();
        metrics.set(name, state);
        if (waiting.has(name)) state.setState(waiting.get(name));
        waiting.delete(name);
        for (const batch of value.taken) state.update(...batch);
      }
    },
    results: async () =>
      byName(
        Object.fromEntries(
          await Promise.all([
            ...[...means].map(async ([name, mean]) => [name, await mean.result()] as const),
            ...[...metrics].map(
              async ([name, state]) => [name, oneNumber(name, await state.result())] as const,
            ),
          ]),
        ),
      ),
    reset,
    dispose: () => {
      reset();
      for (const state of metrics.values()) state.dispose();
    },
    getState: () =>
      Object.fromEntries([
        ...[...means].map(([name, mean]) => [name, mean.getState()] as const),
        ...[...metrics].map(([name, state]) => [name, { metric: state.getState() }] as const),
      ]),
    setState: (given) => {
      for (const [name, state] of Object.entries(given as Readonly<Record<string, StateValue>>)) {
        if ('metric' in (state as object))
          waiting.set(name, (state as { readonly metric: StateValue }).metric);
        else meanOf(name).setState(state);
      }
    },
  };
};

const oneNumber = (name: string, value: number | readonly number[]): number => {
  if (typeof value === 'number') return value;
  throw new TypeError(
    `a step tells metrics of one number, and '${name}' gives ${value.length}: give one for each, e.g. metrics.recall({ threshold: 0.5 })`,
  );
};
