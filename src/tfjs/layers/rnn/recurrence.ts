import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { Scanned } from './scan.js';
import type { StepDropout } from './step-dropout.js';
import type { AddWeight } from './step-weights.js';

/** A way over the steps of a sequence. */
export interface Run {
  /** The inputs, `[steps, batch, ...]`, in the order in which they are taken. */
  readonly x: tf.Tensor;
  /** Which steps are there, 1 or 0, `[steps, batch]`; as floats: tfjs's wasm repeats no others. */
  readonly mask: tf.Tensor | undefined;
  /** The states before the first step, `[batch, ...]` each. */
  readonly start: readonly tf.Tensor[];
  /** Whether those are zeros. */
  readonly fromZeros: boolean;
  /** Whether the output of each step is asked for. */
  readonly all: boolean;
  /** Whether the output of a masked step is zero, not that of the step before it. */
  readonly zeroOutput: boolean;
  readonly training: boolean;
}

/** What goes over steps, with weights of its own: a cell, or several one upon the other. */
export interface Recurrence {
  /** The shapes of what comes of a step `[batch, ...]`: of its output first, then of each state. */
  gives(step: tfl.Shape): readonly [tfl.Shape, ...tfl.Shape[]];
  /** Goes over all steps. */
  over(run: Run): Scanned;
}

/** One whose weights are its layer's own. */
export interface OwnRecurrence extends Recurrence {
  /** What it drops in training. */
  readonly dropout: StepDropout;
  /** Adds the weights for steps of a shape to its layer. */
  build(add: AddWeight, step: tfl.Shape): void;
}

/** A tfjs layer of ours that holds what goes over steps. */
export interface RecurrenceLayer {
  readonly recurrence: Recurrence;
}

/** The recurrence of a layer that was made as a cell. */
export const recurrenceOf = (cell: tfl.layers.Layer): Recurrence =>
  (cell as unknown as RecurrenceLayer).recurrence;

/** A mask `[steps, batch]` for each value of `[steps, batch, ...]`. */
export const wide = (mask: tf.Tensor, shape: readonly number[]): tf.Tensor =>
  tf.broadcastTo(tf.reshape(mask, [...mask.shape, ...shape.slice(mask.rank).map(() => 1)]), [...shape]);
