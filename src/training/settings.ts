// What `compile` was told to compute, for files: they keep it beside the state of training.
import type { AnyModel } from '../graph/model.js';
import type { Compiled } from './compiled.js';
import type { Optimizer } from './optimizers/index.js';
import type { PlanOptions } from './plan.js';

/** Losses, metrics and weights of losses, as `compile` takes them; of a file the optimizer too. */
export interface TrainingSettings extends PlanOptions {
  readonly optimizer?: Optimizer;
}

/** What a compiled model computes, by output: each metric with the name that it was given. */
export const trainingSettings = ({ model, outputs, steps }: Compiled): TrainingSettings | undefined => {
  if (steps) return undefined;
  const arranged = <T>(values: readonly T[]): unknown => {
    if (!model.outputNames) return values[0];
    if (model.outputsListed) return values;
    return Object.fromEntries(model.outputNames.map((name, i) => [name, values[i]]));
  };
  const metrics = (isWeighted: boolean): unknown => {
    const all = outputs.map((output) =>
      output.metrics.filter((each) => each.isWeighted === isWeighted).map(({ metric }) => metric),
    );
    return all.some(({ length }) => length > 0) ? arranged(all) : undefined;
  };
  return {
    loss: arranged(outputs.map(({ loss }) => loss)),
    metrics: metrics(false),
    weightedMetrics: metrics(true),
    lossWeights: outputs.some(({ lossWeight }) => lossWeight !== 1)
      ? arranged(outputs.map(({ lossWeight }) => lossWeight))
      : undefined,
  };
};

/** Settings that were loaded with a model and wait for its `compile`. */
const waiting = new WeakMap<AnyModel, TrainingSettings>();

/** Keeps a file's settings for the model's next `compile`. */
export const keepSettings = (model: AnyModel, settings: TrainingSettings): void => {
  waiting.set(model, settings);
};

/** The settings that wait for a model's next `compile`, if some do. */
export const waitingSettings = (model: AnyModel): TrainingSettings | undefined => waiting.get(model);
