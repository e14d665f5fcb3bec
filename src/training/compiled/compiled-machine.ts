import type * as tf from '@tensorflow/tfjs-core';
import type { BatchSource } from '../data/batches.js';
import type { Machine } from '../step.js';

/** So many plans are kept, for batches of as many shapes. */
export const mostPlans = 8;

/** Is told why there is no plan for a batch; it may throw. */
export type Refusal = (because: string) => void;

/** The machine of a model whose steps are planned; tests and predictions are today's. */
export interface CompiledMachine extends Machine {
  /** Begins a run. */
  begin(refuse: Refusal): void;
  /**
   * Plans a step for batches of known shapes, if they are, before the first comes, and where several threads can take part if there
   * is enough for them to do; the report says what became of it.
   */
  prepare(shapes: BatchSource['shapes']): Promise<void>;
  /** Frees the room that steps work in, and ends threads; the next run takes them anew. */
  release(): Promise<void>;
  /** Whether the weight at a place is still the tensor that plans were made for. */
  isOn(weight: tf.Tensor, at: number): boolean;
  /** Whether the layer of the weight at a place was to be trained when plans were made. */
  isTrainable(at: number): boolean;
  /** Whether its plans are for the backend that is active, and round as it does. */
  isOfBackend(): boolean;
}

/** Whether a model's weights, and which of them learn, are those that a machine was made for. */
export const heldBy = ({ variables }: Machine): Pick<CompiledMachine, 'isOn' | 'isTrainable'> => {
  const held = variables.map(({ variable }) => variable.read() as tf.Tensor);
  const trains = variables.map(({ layer }) => layer.trainable);
  return { isOn: (weight, at) => held[at] === weight, isTrainable: (at) => trains[at]! };
};
