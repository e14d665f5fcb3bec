// How a compiled model trains and tests: by the losses of its outputs, or by a step of its own.
import type { Compiled } from './compiled.js';
import { ownMachine } from './own-step.js';
import { gathered } from './metrics/vector-logs.js';
import { buildMachine, type Machine } from './step.js';
import { createOwnTrackers, createTrackers, inListOrder, type Trackers } from './trackers.js';

/** The machine of a compiled model. */
export const machineOf = ({ model, outputs, steps, seed }: Compiled): Machine =>
  steps ? ownMachine(model, steps, seed) : buildMachine(model, outputs);

/** Trackers for what the machine comes to. */
export const trackersOf = ({ outputs, steps }: Compiled): Trackers =>
  steps ? createOwnTrackers() : createTrackers(outputs);

/** Results as the caller has them: the numbers of one metric together. */
export const wholeResults = (results: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  gathered(results) as Readonly<Record<string, number>>;

/** Results in a list: in Keras's order, or, of a step of the model's own, by name. */
export const listOf = ({ outputs, steps }: Compiled, results: Readonly<Record<string, number>>): number[] =>
  steps ? Object.values(wholeResults(results)) : inListOrder(outputs, results);
