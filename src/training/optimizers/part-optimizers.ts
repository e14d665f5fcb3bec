// Optimizers by part belong to models of the user's own alone: `defineModel` brings along what makes one of them.
import type { AnyModel } from '../../graph/model.js';
import type { Optimizer } from './optimizer.js';

/** Makes one optimizer of those of a model's parts, where such were given. */
type ByPart = (model: AnyModel, given: unknown) => Optimizer | undefined;

const makers = new WeakMap<AnyModel, ByPart>();

/** Lets a model be compiled with an optimizer for each part. */
export const takeByPart = <M extends object>(model: M, make: ByPart): M => {
  makers.set(model as unknown as AnyModel, make);
  return model;
};

/** One optimizer of those of a model's parts, where such were given. */
export const byPartOf: ByPart = (model, given) => makers.get(model)?.(model, given);
