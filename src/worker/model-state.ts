import * as tf from '@tensorflow/tfjs-core';
import { layerMemories, setLayerMemories } from '../tfjs/layer-memories.js';
import { native } from '../tfjs/native.js';
import { randomStates, setRandomStates, type RandomState } from '../tfjs/random-layers.js';
import type { Tensor } from '../tfjs/tensor.js';
import { getWeights, setWeights } from '../tfjs/weights.js';
import type { AnyModel } from '../graph/model.js';
import type { OptimizerState } from '../training/optimizers/index.js';
import { numbersOf, tensorOf, type Numbers } from './numbers.js';

/** What computing on a batch changes in a model besides its weights: where its random layers stand, and what stateful ones go on from. */
export interface LayerStates {
  readonly random: Readonly<Record<string, RandomState>>;
  readonly memories: Readonly<Record<string, readonly Numbers[]>>;
}

/** What a model computes by. */
export interface InferenceState extends LayerStates {
  readonly weights: readonly Numbers[];
}

/** What training changes in a model: all of it that crosses the border after each epoch. */
export interface ModelState extends InferenceState {
  readonly slots: readonly { readonly name: string; readonly numbers: Numbers }[];
  readonly batches: number;
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

/** Where a model's layers stand. */
export const readLayerStates = async (model: AnyModel): Promise<LayerStates> => {
  const memories = Object.entries(layerMemories(model)).map(
    async ([path, tensors]) =>
      [path, await Promise.all(tensors.map((tensor) => numbersOf(tensor as unknown as Tensor)))] as const,
  );
  return { random: randomStates(model), memories: Object.fromEntries(await Promise.all(memories)) };
};

/** Puts a model's layers where another's stand. */
export const writeLayerStates = (model: AnyModel, { random, memories }: LayerStates): void => {
  setRandomStates(model, random);
  tf.tidy(() =>
    setLayerMemories(
      model,
      Object.fromEntries(
        Object.entries(memories).map(([path, kept]) => [path, kept.map((each) => native(tensorOf(each)))]),
      ),
    ),
  );
};

/** What a model computes by. */
export const readInference = async (model: AnyModel): Promise<InferenceState> => ({
  weights: await readWeights(model),
  ...(await readLayerStates(model)),
});

/** Has a model compute by what another does. */
export const writeInference = (model: AnyModel, state: InferenceState): void => {
  writeWeights(model, state.weights);
  writeLayerStates(model, state);
};

/** What training has made of a model and its optimizer so far. */
export const readState = async (model: AnyModel, optimizer: OptimizerState): Promise<ModelState> => ({
  ...(await readInference(model)),
  slots: await Promise.all(
    optimizer.slots().map(async ({ name, tensor }) => ({ name, numbers: await numbersOf(tensor) })),
  ),
  batches: optimizer.batches,
});

/** Gives a model and its optimizer another's state. */
export const writeState = (model: AnyModel, optimizer: OptimizerState, state: ModelState): void => {
  writeInference(model, state);
  const slots = state.slots.map(({ name, numbers }) => ({ name, tensor: tensorOf(numbers) }));
  // clones are kept
  optimizer.setSlots(slots);
  tf.dispose(slots.map(({ tensor }) => native(tensor)));
  optimizer.batches = state.batches;
};
