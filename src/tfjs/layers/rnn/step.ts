import * as tf from '@tensorflow/tfjs-core';

/** The function of a layer on each value. */
export type Activate = (x: tf.Tensor) => tf.Tensor;

/** What the steps of a sequence have in common. */
export interface StepParts {
  /** `[units, gates * units]`. */
  readonly kernel: tf.Tensor;
  /** `[gates * units]`, where the state's product has a bias of its own. */
  readonly bias: tf.Tensor | undefined;
  /** What of the state each gate sees in training, `[batch, units]`, where some is dropped. */
  readonly dropped: readonly tf.Tensor[] | undefined;
}

/** The states after a step, of the input's product `[batch, gates * units]` and the states before, `[batch, units]` each. */
export type Step = (x: tf.Tensor, states: readonly tf.Tensor[]) => tf.Tensor[];

/** What a recurrent layer does at each step. */
export interface Cell {
  /** How many times as wide as the state an input's product is. */
  readonly gates: number;
  /** How many states there are; the first is the output. */
  readonly states: number;
  /** The bias's shape. */
  readonly bias: readonly number[];
  readonly stepOf: (parts: StepParts) => Step;
  /** The kernel of ours that takes such steps over a whole sequence, where a backend has it. */
  readonly kernel?: string | undefined;
}

/** The product of the state and the recurrent kernel, each gate's with what it sees of the state. */
export const stateProduct = ({
  kernel,
  bias,
  dropped,
}: Pick<StepParts, 'kernel' | 'bias' | 'dropped'>): ((state: tf.Tensor) => tf.Tensor) => {
  const biased = (product: tf.Tensor) => (bias ? tf.add(product, bias) : product);
  if (!dropped) return (state) => biased(tf.matMul(state, kernel));
  const kernels = dropped.length === 1 ? [kernel] : tf.split(kernel, dropped.length, 1);
  return (state) =>
    biased(
      tf.concat(
        dropped.map((seen, i) => tf.matMul(tf.mul(state, seen), kernels[i]!)),
        1,
      ),
    );
};
