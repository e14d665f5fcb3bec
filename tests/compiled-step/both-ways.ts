// Trains a model by compiled steps and by single operations, from the same seeds, and compares what came of it.
import type * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/** A compiled model, as far as the comparison goes. */
export interface Trained {
  readonly optimizer: { slots(): readonly { readonly name: string; readonly tensor: tf.Tensor }[] };
  fit(...given: unknown[]): Promise<{ readonly history: Readonly<Record<string, readonly number[]>> }>;
  trainOnBatch(...given: unknown[]): Promise<Readonly<Record<string, number>>>;
  evaluate(...given: unknown[]): Promise<Readonly<Record<string, number>>>;
  predict(...given: unknown[]): Promise<tf.Tensor>;
  getWeights(): tf.Tensor[];
  setWeights(weights: readonly tf.Tensor[]): void;
  dispose(): void;
}

/** What a run came to. */
interface Outcome {
  readonly history: Readonly<Record<string, readonly number[]>>;
  readonly weights: readonly Float32Array[];
  readonly slots: Readonly<Record<string, Float32Array>>;
}

export const weightsOf = (model: Pick<Trained, 'getWeights'>): Float32Array[] =>
  model.getWeights().map((tensor) => {
    const values = Float32Array.from(tensor.dataSync() as Float32Array);
    tensor.dispose();
    return values;
  });

/** The same on any backend: a graphics card's values cannot be read at once. */
export const readWeights = async (model: Pick<Trained, 'getWeights'>): Promise<Float32Array[]> => {
  const read: Float32Array[] = [];
  for (const tensor of model.getWeights()) {
    read.push(Float32Array.from((await tensor.data()) as Float32Array));
    tensor.dispose();
  }
  return read;
};

const slotsOf = async ({ optimizer }: Trained): Promise<Outcome['slots']> => {
  const read: Record<string, Float32Array> = {};
  for (const { name, tensor } of optimizer.slots())
    read[name] = Float32Array.from((await tensor.data()) as Float32Array);
  return read;
};

/** Expects numbers to be within a bound of others, in proportion to the largest of them, or one. */
export const expectNear = (
  found: ArrayLike<number>,
  wanted: ArrayLike<number>,
  bound: number,
  what: string,
): void => {
  expect(found.length, what).toBe(wanted.length);
  const scale = Array.from(wanted).reduce((largest, each) => Math.max(largest, Math.abs(each)), 1);
  for (let i = 0; i < wanted.length; i++) {
    const [a, b] = [found[i]!, wanted[i]!];
    if (Number.isNaN(a) && Number.isNaN(b)) continue;
    if (!(Math.abs(a - b) <= bound * scale)) expect.fail(`${what}, at ${i}: ${a} in place of ${b}`);
  }
};

/** The outcome of one way. */
export const trainedBy = async (
  make: () => Trained,
  train: (model: Trained, compiledStep: boolean) => Promise<Outcome['history']>,
  compiledStep: boolean,
): Promise<Outcome> => {
  const model = make();
  try {
    const history = await train(model, compiledStep);
    return { history, weights: await readWeights(model), slots: await slotsOf(model) };
  } finally {
    model.dispose();
  }
};

/** Expects both ways to come to the same. */
export const expectSame = async (
  make: () => Trained,
  train: (model: Trained, compiledStep: boolean) => Promise<Outcome['history']>,
  bound = 1e-5,
): Promise<void> => {
  const wanted = await trainedBy(make, train, false);
  const found = await trainedBy(make, train, true);
  expect(Object.keys(found.history)).toEqual(Object.keys(wanted.history));
  for (const [name, values] of Object.entries(wanted.history))
    expectNear(found.history[name]!, values, bound, name);
  wanted.weights.forEach((values, i) => expectNear(found.weights[i]!, values, bound, `weight ${i}`));
  expect(Object.keys(found.slots)).toEqual(Object.keys(wanted.slots));
  for (const [name, values] of Object.entries(wanted.slots))
    expectNear(found.slots[name]!, values, bound, name);
};
