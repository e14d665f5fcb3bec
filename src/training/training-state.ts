import * as tf from '@tensorflow/tfjs-core';
import type { AnyModel } from '../graph/model.js';
import { native } from '../tfjs/native.js';
import type { Tensor } from '../tfjs/tensor.js';
import type { Compiled } from './compiled.js';
import { innermost, type OptimizerRecord } from './optimizers/by-name.js';
import type { OptimizerState } from './optimizers/index.js';

/** What training has come to, besides the weights: enough to go on as if it had never stopped. */
export interface TrainingState {
  readonly optimizer: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Batches whose gradients the optimizer has seen. */
  readonly iterations: number;
  /** Not there where a schedule gives it. */
  readonly learningRate?: number;
  readonly seed: number;
  readonly epochsSeen: number;
  /** The optimizer's slots; whoever holds the state disposes them. */
  readonly slots: readonly { readonly name: string; readonly tensor: Tensor }[];
}

/** The state of a compiled model; the slots are the optimizer's own, not copies. */
export const trainingState = ({ optimizerState, seed, epochsSeen }: Compiled): TrainingState => ({
  optimizer: optimizerState.className,
  config: optimizerState.config,
  iterations: optimizerState.batches,
  ...(optimizerState.ownRate !== undefined && { learningRate: optimizerState.ownRate }),
  seed,
  epochsSeen,
  slots: optimizerState.slots(),
});

/** Gives a compiled model's optimizer a state of before, whole; the slots are copied. */
export const restoreOptimizer = ({ optimizerState }: Compiled, state: TrainingState): void => {
  optimizerState.setSlots(state.slots);
  optimizerState.batches = state.iterations;
  if (state.learningRate !== undefined && optimizerState.ownRate !== undefined)
    optimizerState.learningRate = state.learningRate;
};

/** States that were loaded with a model and wait for its `compile`. */
const waiting = new WeakMap<AnyModel, TrainingState>();

/** Keeps a loaded state for the model's next `compile`. */
export const keepState = (model: AnyModel, state: TrainingState): void => {
  waiting.set(model, state);
};

/** The state that waits for a model's next `compile`, if one does. */
export const waitingState = (model: AnyModel): TrainingState | undefined => waiting.get(model);

/** Frees the state that waits for a model, if one does. */
export const dropState = (model: AnyModel): void => {
  tf.dispose((waiting.get(model)?.slots ?? []).map(({ tensor }) => native(tensor)));
  waiting.delete(model);
};

/** The learning rate that an optimizer was made with. */
const firstRate = ({ config }: Pick<TrainingState, 'config'>): unknown => innermost(config)['learningRate'];

/** Whether a state is one of an optimizer of this class. */
export const isSameClass = (
  state: Pick<TrainingState, 'optimizer' | 'config'>,
  { className, config }: OptimizerState,
): boolean => {
  const innerOf = (of: TrainingState['config']) => (of['inner'] as OptimizerRecord | undefined)?.className;
  return state.optimizer === className && innerOf(state.config) === innerOf(config);
};

/**
 * Puts the state that waits for a model into it, where the optimizer is of the same class: slots, steps, the order of
 * epochs, and the learning rate unless `compile` was given another than the file's run began with.
 */
export const resumeState = (compiled: Compiled, seedGiven: boolean): void => {
  const state = waiting.get(compiled.model);
  const { optimizerState } = compiled;
  if (state && isSameClass(state, optimizerState)) {
    optimizerState.setSlots(state.slots);
    optimizerState.batches = state.iterations;
    if (state.learningRate !== undefined && firstRate(state) === firstRate(optimizerState))
      optimizerState.learningRate = state.learningRate;
    compiled.epochsSeen = state.epochsSeen;
    if (!seedGiven) compiled.seed = state.seed;
  }
  dropState(compiled.model);
};
