// A compiled model as plain data: what a worker builds the same model from.
import { writeArchitecture, type Architecture } from '../files/architecture.js';
import type { Compiled } from '../training/compiled.js';
import type { CompileOptions } from '../training/compile.js';
import * as losses from '../training/losses/index.js';
import * as metrics from '../training/metrics/index.js';
import { innermost, optimizerOf } from '../training/optimizers/by-name.js';
import type { OutputPlan, PlannedMetric } from '../training/plan.js';
import { ownScheduleOf } from '../training/schedules/learning-rate.js';

/** A loss, a metric or an optimizer: its Keras name and its options. */
interface Part {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
}

interface OutputRecipe {
  readonly name: string | undefined;
  readonly loss: Part;
  readonly lossWeight: number;
  readonly metrics: readonly Part[];
  readonly weightedMetrics: readonly Part[];
}

/** A compiled model's architecture, and what it was compiled with. */
export interface Recipe {
  readonly architecture: Architecture;
  readonly optimizer: Part;
  /** In the order in which `compile` was given the losses. */
  readonly outputs: readonly OutputRecipe[];
}

/**
 * The recipe of a compiled model.
 *
 * @throws TypeError where a loss, a metric or an option of a layer is a function, which cannot leave its thread.
 */
export const writeRecipe = ({ model, outputs, optimizerState }: Compiled): Recipe => ({
  architecture: writeArchitecture(model),
  optimizer: optimizerPart(optimizerState),
  outputs: [...outputs].sort((a, b) => a.lossPlace - b.lossPlace).map(outputRecipe),
});

const outputRecipe = ({ name, loss, lossWeight, metrics: planned }: OutputPlan): OutputRecipe => ({
  name,
  loss: partOf('loss', loss, losses),
  lossWeight,
  metrics: planned.filter(({ isWeighted }) => !isWeighted).map(metricPart),
  weightedMetrics: planned.filter(({ isWeighted }) => isWeighted).map(metricPart),
});

const metricPart = ({ metric }: PlannedMetric): Part => {
  const { className, config } = partOf('metric', metric, metrics);
  return { className, config: { ...config, name: metric.name } };
};

const partOf = (kind: string, { className, config }: Part, factories: object): Part => {
  if (factoryOf(className, factories)) return { className, config };
  const { name = className } = { className, config } as { readonly name?: string };
  throw new TypeError(
    `fit in a worker needs a ${kind} of shapewright's own, got '${name}': a function cannot be sent to a worker. ` +
      'Train here, without the option worker',
  );
};

const optimizerPart = ({ className, config }: Part): Part => {
  const schedule = ownScheduleOf(innermost(config));
  if (schedule !== undefined)
    throw new TypeError(
      `fit in a worker needs a schedule of shapewright's own, got '${schedule}': a function cannot be sent to a worker. ` +
        'Train here, without the option worker',
    );
  // of a class of ours
  return optimizerOf({ className, config })
    ? { className, config }
    : partOf('optimizer', { className, config }, {});
};

type Factory = (options: object) => unknown;

/** The factory of a class, named as it is but for the first letters: `BinaryAccuracy` by `binaryAccuracy`, `SGD` by `sgd`. */
const factoryOf = (className: string, factories: object): Factory | undefined =>
  Object.entries(factories).find(([name]) => name.toLowerCase() === className.toLowerCase())?.[1] as
    Factory | undefined;

const make = ({ className, config }: Part, factories: object): unknown =>
  factoryOf(className, factories)!(config);

/** The options of `compile` that a recipe holds. */
export const readRecipe = ({ optimizer, outputs }: Recipe): CompileOptions<unknown, unknown> => {
  const byName = <T>(value: (output: OutputRecipe) => T): T | Readonly<Record<string, T>> =>
    outputs[0]!.name === undefined
      ? value(outputs[0]!)
      : Object.fromEntries(outputs.map((output) => [output.name!, value(output)]));
  return {
    optimizer: optimizerOf(optimizer)!,
    loss: byName(({ loss }) => make(loss, losses)),
    metrics: byName((output) => output.metrics.map((metric) => make(metric, metrics))),
    weightedMetrics: byName((output) => output.weightedMetrics.map((metric) => make(metric, metrics))),
    lossWeights: byName(({ lossWeight }) => lossWeight),
  };
};
