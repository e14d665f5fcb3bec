import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { ShapeMismatchError } from '../../../shapes/shape.js';
import { isTraining, keptSteps, maskOf, type LayerArgs } from '../define-class.js';
import { wide, type Recurrence } from './recurrence.js';

const firstOf = (shapes: tfl.Shape | tfl.Shape[]): tfl.Shape =>
  (Array.isArray(shapes[0]) ? shapes[0] : shapes) as tfl.Shape;

/** The step of a sequence: `[batch, steps, ...]` gives `[batch, ...]`. */
export const stepOf = (shapes: tfl.Shape | tfl.Shape[]): tfl.Shape => {
  const [batch, , ...rest] = firstOf(shapes);
  return [batch!, ...rest];
};

/** How a layer goes over sequences, as Keras's RNN: the order of the steps, what is given of them, what is kept from batch to batch. */
export class Going {
  private memory: readonly tf.Variable[] | undefined;

  constructor(
    private readonly args: LayerArgs,
    private readonly recurrence: () => Recurrence,
  ) {}

  outputShape(shapes: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
    const [batch, steps] = firstOf(shapes);
    const [[, ...each], ...states] = this.recurrence().gives(stepOf(shapes));
    const output = this.args['returnSequences'] ? [batch!, steps!, ...each] : [batch!, ...each];
    return this.args['returnState'] ? [output, ...states] : output;
  }

  outputMask(
    shapes: tf.Tensor | tf.Tensor[],
    mask: tf.Tensor | tf.Tensor[] | undefined,
  ): tf.Tensor | tf.Tensor[] {
    const steps = this.args['returnSequences'] ? [mask].flat()[0] : undefined;
    const output = (steps ?? null) as tf.Tensor;
    if (!this.args['returnState']) return output;
    const [, ...states] = this.recurrence().gives(stepOf([shapes].flat()[0]!.shape));
    return [output, ...states.map(() => null as unknown as tf.Tensor)];
  }

  call(name: string, inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[] {
    return tf.tidy(() => {
      const [x, ...given] = [inputs].flat() as [tf.Tensor, ...tf.Tensor[]];
      const there = maskOf(kwargs);
      const mask = there && tf.cast(there, 'float32');
      // what stands in a masked step is chosen away before anything is computed of it: NaN times 0 is NaN
      const kept = mask ? keptSteps(x, wide(mask, x.shape)) : x;
      const { last, outputs, states } = this.recurrence().over({
        x: this.inOrder(kept),
        mask: mask && this.inOrder(mask),
        start: this.start(name, x, given),
        fromZeros: given.length === 0 && !this.memory,
        all: this.args['returnSequences'] === true,
        zeroOutput: this.args['zeroOutputForMask'] === true,
        training: isTraining(kwargs),
      });
      if (this.args['stateful']) this.remember(states);
      const output = outputs ?? last;
      // tfjs wants each output to be a tensor of its own
      return this.args['returnState'] ? [output, ...states.map((state) => tf.clone(state))] : output;
    });
  }

  /** `[batch, steps, ...]` as `[steps, batch, ...]`, in the order in which the steps are taken. */
  private inOrder(x: tf.Tensor): tf.Tensor {
    const steps = tf.transpose(x, [1, 0, ...x.shape.slice(2).map((_, i) => i + 2)]);
    return this.args['goBackwards'] ? tf.reverse(steps, 0) : steps;
  }

  /** The states to begin with: those given, or what the batch before left, or zeros. */
  private start(name: string, x: tf.Tensor, given: readonly tf.Tensor[]): readonly tf.Tensor[] {
    const batch = x.shape[0]!;
    const before = this.memory ? this.memory[0]!.shape[0]! : batch;
    if (before !== batch)
      throw new ShapeMismatchError(
        `${name} is stateful: it goes on from a batch of ${before} samples, got a batch of ${batch}; ` +
          'give batches of one size, or call resetStates() first',
      );
    if (given.length > 0) return given;
    if (this.memory) return this.memory.map((state) => tf.clone(state));
    const [, ...states] = this.recurrence().gives(stepOf(x.shape));
    return states.map((shape) => tf.zeros(shape as number[]));
  }

  /** Keeps the states for the next batch: as variables, which no gradient goes through. */
  private remember(states: readonly tf.Tensor[]): void {
    if (this.memory) this.memory.forEach((state, i) => state.assign(states[i]!));
    else this.memory = states.map((state) => tf.variable(state, false));
  }

  /** What the next batch begins with, if there was one before. */
  get states(): readonly tf.Tensor[] | undefined {
    return this.memory;
  }

  set states(states: readonly tf.Tensor[] | undefined) {
    this.forget();
    if (states) this.remember(states);
  }

  /** Forgets what was kept, and frees it. */
  forget(): void {
    this.memory?.forEach((state) => state.dispose());
    this.memory = undefined;
  }
}
