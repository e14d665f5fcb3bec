// How a compiled model trains and tests: by the losses of its outputs, or by a step of its own.
import { readyKernels } from '../backends/late-kernels.js';
import type { AnyModel } from '../graph/model.js';
import { readyParts } from '../tfjs/layers/late-part.js';
import type { Compiled } from './compiled.js';
import { gathered } from './metrics/vector-logs.js';
import { buildMachine, type Machine } from './step.js';
import { createOwnTrackers } from './own-trackers.js';
import { createTrackers, inListOrder, type Trackers } from './trackers.js';

/** The machine of a compiled model, with what it needs of the backend; steps of a model's own are loaded with one that has such. */
export const machineOf = async ({ model, outputs, steps, seed }: Compiled): Promise<Machine> =>
  withKernels(
    steps ? (await import('./own-step.js')).ownMachine(model, steps, seed) : buildMachine(model, outputs),
  );

/** The machine of a model that is asked for outputs alone. */
export const predictor = (model: AnyModel): Promise<Machine> => withKernels(buildMachine(model, []));

/** A machine, once what its layers want is there: kernels, for it computes as fast from the first batch on, and what they do in training. */
const withKernels = async (machine: Machine): Promise<Machine> => {
  await Promise.all([readyKernels(), readyParts()]);
  return machine;
};

/** Trackers for what the machine comes to. */
export const trackersOf = ({ outputs, steps }: Compiled): Trackers =>
  steps ? createOwnTrackers() : createTrackers(outputs);

/** Results as the caller has them: the numbers of one metric together. */
export const wholeResults = (results: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  gathered(results) as Readonly<Record<string, number>>;

/** Results in a list: in Keras's order, or, of a step of the model's own, by name. */
export const listOf = ({ outputs, steps }: Compiled, results: Readonly<Record<string, number>>): number[] =>
  steps ? Object.values(wholeResults(results)) : inListOrder(outputs, results);
