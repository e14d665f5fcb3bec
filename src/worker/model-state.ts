import * as tf from '@tensorflow/tfjs-core';
import { native } from '../tfjs/native.js';
import { randomStates, setRandomStates, type RandomState } from '../tfjs/random-layers.js';
import { getWeights, setWeights } from '../tfjs/weights.js';
import type { AnyModel } from '../graph/model.js';
import type { OptimizerState } from '../training/optimizers/index.js';
import { numbersOf, tensorOf, type Numbers } from './numbers.js';

/** What training changes in a model: all of it that crosses the border after each epoch. */
export interface ModelState {
  readonly weights: readonly Numbers[];
  readonly slots: readonly { readonly name: string; readonly numbers: Numbers }[];
  readonly batches: number;
  readonly random: Readonly<Record<string, RandomState>>;
}

/** A model's weights as numbers. */
export const readWeights = async (model: AnyModel): Promise<readonly Numbers[]> => {
  const tensors = getWeights(model);
  try {
    return await Promise.all(tensors.map(numbersOf));
  } finally {
    tf.dispose(tensors.map(native));
  }
};

/** Puts numbers into a model's weights. */
export const writeWeights = (model: AnyModel, weights: readonly Numbers[]): void =>
  tf.tidy(() => setWeights(model, weights.map(tensorOf)));

/** What training has made of a model and its optimizer so far. */
export const readState = async (model: AnyModel, optimizer: OptimizerState): Promise<ModelState> => ({
  weights: await readWeights(model),
  slots: await Promise.all(
    optimizer.slots().map(async ({ name, tensor }) => ({ name, numbers: await numbersOf(tensor) })),
  ),
  batches: optimizer.batches,
  random: randomStates(model),
});

/** Gives a model and its optimizer another's state. */
export const writeState = (model: AnyModel, optimizer: OptimizerState, state: ModelState): void => {
  writeWeights(model, state.weights);
  setRandomStates(model, state.random);
  const slots = state.slots.map(({ name, numbers }) => ({ name, tensor: tensorOf(numbers) }));
  // clones are kept
  optimizer.setSlots(slots);
  tf.dispose(slots.map(({ tensor }) => native(tensor)));
  optimizer.batches = state.batches;
};
