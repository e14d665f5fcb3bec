import type { RunKeeper } from '../run-state.js';
import type { Callback } from './callback.js';

/** Whether the losses of the batch that is about to end are wanted; reading them makes the backend finish its work. */
export const wantsLogs: unique symbol = Symbol('wantsLogs');

/** Called when a run is over, also where it failed: Keras has no such hook, and a tensor or a terminal must be let go. */
export const runOver: unique symbol = Symbol('runOver');

/** The model itself, behind what callbacks see of it. */
export const modelBehind: unique symbol = Symbol('modelBehind');

/** What a callback that backs runs up can do; its hooks are called after all others', to see what these have done. */
export const keepsRuns: unique symbol = Symbol('keepsRuns');

/** A callback of our own, which says more of itself than a user's. */
export interface Watcher extends Callback {
  readonly [wantsLogs]?: () => boolean;
  readonly [runOver]?: () => void;
  readonly [keepsRuns]?: RunKeeper;
}
