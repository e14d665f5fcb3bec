// Metrics in a step of a model's own: what they take in there is the run's, which tells it in logs and forgets it each epoch.
import * as tf from '@tensorflow/tfjs-core';
import { isPlain } from '../../errors/show.js';
import type { StateValue } from '../callbacks/state.js';
import type { AnyData } from '../data/data.js';
import { tensorOf } from '../data/tensor-of.js';

/** What a metric has seen in a run. */
export interface RunningState {
  /** Takes a batch in; the tensors stay the caller's. */
  update(...given: readonly (tf.Tensor | undefined)[]): void;
  result(): number | readonly number[] | Promise<number | readonly number[]>;
  reset(): void;
  dispose(): void;
  getState(): StateValue;
  setState(state: StateValue): void;
}

/** What a step gave a metric, call by call, as tensors of its own. */
type Taken = readonly (readonly (tf.Tensor | undefined)[])[];

/** A metric that a step tells: how its state begins, and what it is to take in of this batch. */
export interface ToldMetric {
  readonly begin: () => RunningState;
  readonly taken: Taken;
}

const states = new WeakMap<object, () => RunningState>();
let taking: Map<object, (readonly (tf.Tensor | undefined)[])[]> | undefined;

/** Has steps take a metric for one of theirs: each run has a fresh state of it. */
export const usedInSteps = (metric: object, begin: () => RunningState): void =>
  void states.set(metric, begin);

/** Whether something is a metric that steps can update and tell. */
export const isStepMetric = (given: unknown): given is object =>
  typeof given === 'object' && given !== null && states.has(given);

export const isToldMetric = (told: tf.Tensor | ToldMetric): told is ToldMetric =>
  isPlain(told) && 'begin' in told;

/** Puts what a metric is given by for the run, where a step is being taken; else says that none is. */
export const takenInStep = (metric: object, given: readonly (AnyData | number | undefined)[]): boolean => {
  if (!taking) return false;
  const batch = given.map((each) => {
    if (each === undefined) return undefined;
    const tensor = typeof each === 'number' ? tf.scalar(each) : tensorOf(each);
    return tf.keep(tensor === each ? tf.clone(tensor) : tensor);
  });
  taking.set(metric, [...(taking.get(metric) ?? []), batch]);
  return true;
};

/** Runs a step, and gives what `told` makes of it and of what metrics took in; what nobody tells is freed. */
export const takingIn = <Given, T extends Readonly<Record<string, tf.Tensor | ToldMetric>>>(
  step: () => Given,
  told: (given: Given, metricOf: (metric: object) => ToldMetric) => T,
): T => {
  const before = taking;
  const taken: NonNullable<typeof taking> = new Map();
  const metrics = new Set<object>();
  taking = taken;
  try {
    const made = told(step(), (metric) => {
      metrics.add(metric);
      return { begin: states.get(metric)!, taken: taken.get(metric) ?? [] };
    });
    for (const metric of metrics) taken.delete(metric);
    return made;
  } finally {
    taking = before;
    tf.dispose([...taken.values()] as unknown as tf.TensorContainer);
  }
};
