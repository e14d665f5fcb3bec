import type { RunKeeper } from '../run-state.js';
import type { Callback, ModelInTraining } from './callback.js';

/** Whether the losses of the batch that is about to end are wanted; reading them makes the backend finish its work. */
export const wantsLogs: unique symbol = Symbol('wantsLogs');

/** Called when a run is over, also where it failed: Keras has no such hook, and a tensor or a terminal must be let go. */
export const runOver: unique symbol = Symbol('runOver');

/** The model itself, behind what callbacks see of it. */
export const modelBehind: unique symbol = Symbol('modelBehind');

/** What a callback that backs runs up can do; its hooks are called after all others', to see what these have done. */
export const keepsRuns: unique symbol = Symbol('keepsRuns');

/** A callback of ours that belongs where the model is trained: what a worker makes it from. */
export const crosses: unique symbol = Symbol('crosses');

/** A callback that goes along to a worker: its name, and its options as plain data. */
export interface Crossing {
  readonly callback: 'swapEMAWeights';
  readonly options: { readonly swapOnEpoch: boolean };
}

/** Running means of a model's weights, as a callback may put them in their place. */
export interface Means {
  /** Whether they stand there; to be set where a model was put back that had them. */
  shown: boolean;
  show(shown: boolean): void;
  /** Lets those that are shown be the weights from now on. */
  settle(): void;
}

/** Where a model in training has such means, if its optimizer keeps them. */
export const heldMeans: unique symbol = Symbol('heldMeans');

/** The means of a model in training; undefined where its optimizer keeps none. */
export const meansOf = (model: ModelInTraining): Means | undefined =>
  (model as ModelInTraining & { readonly [heldMeans]?: Means })[heldMeans];

/** A callback of our own, which says more of itself than a user's. */
export interface Watcher extends Callback {
  readonly [wantsLogs]?: () => boolean;
  readonly [runOver]?: () => void;
  readonly [crosses]?: Crossing;
  readonly [keepsRuns]?: RunKeeper;
}
