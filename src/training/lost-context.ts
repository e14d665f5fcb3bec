import * as tf from '@tensorflow/tfjs-core';
import { useBackend } from '../backends/use-backend.js';
import { assign, modelVariables } from '../tfjs/variables.js';
import { native } from '../tfjs/native.js';
import type { Tensor } from '../tfjs/tensor.js';
import type { Compiled } from './compile.js';

/** Thrown where the page has lost the graphics card in the midst of training; the model is as it was when the epoch began. */
export class ContextLostError extends Error {
  override readonly name = 'ContextLostError';
}

/** Numbers that do not live on the graphics card, and the shape they have. */
interface Copy {
  readonly name: string;
  readonly values: Float32Array | Int32Array | Uint8Array;
  readonly shape: number[];
}

/** What a model and its optimizer were at the beginning of an epoch. */
export interface Snapshot {
  readonly weights: readonly Copy[];
  readonly slots: readonly Copy[];
  readonly iterations: number;
}

const onWebGL = () => (tf.getBackend() as string | undefined) === 'webgl';

const contextOf = (): WebGLRenderingContext | undefined =>
  (tf.backend() as unknown as { readonly gpgpu?: { readonly gl: WebGLRenderingContext } }).gpgpu?.gl;

/** Whether the page has lost its WebGL context, with all tensors on it. */
export const contextIsLost = (): boolean => onWebGL() && contextOf()?.isContextLost() === true;

const copyOf = async (name: string, tensor: Tensor): Promise<Copy> => ({
  name,
  values: await tensor.data(),
  shape: [...(tensor.shape as readonly number[])],
});

/** A copy of a model's state beside the graphics card, on the one backend that can lose it. */
export const takeSnapshot = async ({ model, optimizerState }: Compiled): Promise<Snapshot | undefined> => {
  if (!onWebGL()) return undefined;
  return {
    weights: await Promise.all(
      modelVariables(model).map(({ path, variable }) => copyOf(path, variable.read() as unknown as Tensor)),
    ),
    slots: await Promise.all(optimizerState.slots().map(({ name, tensor }) => copyOf(name, tensor))),
    iterations: optimizerState.iterations,
  };
};

/** Goes over to a backend that still computes, puts the snapshot back there, and says what happened. */
export const recover = async (
  { model, optimizerState }: Compiled,
  snapshot: Snapshot,
  epoch: number,
): Promise<ContextLostError> => {
  const next = tf.engine().registry['wasm'] === undefined ? 'cpu' : 'wasm';
  await useBackend(next);
  // the lost context's next backend is a new one
  tf.removeBackend('webgl');
  modelVariables(model).forEach(({ variable }, i) => {
    const { values, shape } = snapshot.weights[i]!;
    tf.tidy(() => assign(variable, tf.tensor(values, shape)));
  });
  const slots = snapshot.slots.map(({ name, values, shape }) => ({
    name,
    tensor: tf.tensor(values, shape) as unknown as Tensor,
  }));
  optimizerState.setSlots(slots);
  optimizerState.iterations = snapshot.iterations;
  tf.dispose(slots.map(({ tensor }) => native(tensor)));
  return new ContextLostError(
    `the page lost its WebGL context in epoch ${epoch + 1}: the graphics card was reset, or taken by another page. ` +
      `The model is as it was when the epoch began, on '${next}'; fit with initialEpoch: ${epoch} goes on there`,
  );
};
