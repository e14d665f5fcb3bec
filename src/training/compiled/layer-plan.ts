import type * as tfl from '@tensorflow/tfjs-layers';
import type { Lifetimes } from './lifetimes.js';
import type { Planner } from './planner.js';
import type { Value } from './value.js';

/** A layer's call, as its plan sees it. */
export interface PlannedCall {
  /** The layer in reasons: `'dense_1'`. */
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** The tfjs layer that computes it in today's loop. */
  readonly live: tfl.layers.Layer;
  readonly inputs: readonly Value[];
  /** What the last of its inputs are given as, each: `['value', 'key']`. */
  readonly roles: readonly string[];
  /** The shapes of what it gives, the batch's size first. */
  readonly shapes: readonly (readonly number[])[];
  /** Plans the layer, or the model, that it holds under a key, on rows that are a batch of their own; it gives such a shape. */
  readonly held: (key: string, rows: Value, shape: readonly number[]) => Value;
}

/**
 * How a layer's part of a step is planned: forward stages now, the way back by `planner.back`. It throws a NoPlan for options
 * that it does not know.
 */
export type LayerPlan<P extends Lifetimes = Planner> = (call: PlannedCall, planner: P) => readonly Value[];

/** Plans by class names. */
export type LayerPlans<P extends Lifetimes = Planner> = ReadonlyMap<string, LayerPlan<P>>;
