// A compiled model as plain data: what a worker builds the same model from.
import { writeArchitecture, type Architecture } from '../files/architecture.js';
import type { Compiled } from '../training/compiled.js';
import type { CompileOptions } from '../training/compile.js';
import * as losses from '../training/losses/every-loss.js';
import * as metrics from '../training/metrics/every-metric.js';
import { innermost } from '../training/optimizers/by-name.js';
import { optimizerOf } from '../training/optimizers/optimizer-of.js';
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

/** What a worker is asked for, for sentences. */
export type Asked = 'fit' | 'evaluate';

/**
 * The recipe of a compiled model.
 *
 * @throws TypeError where a loss, a metric or an option of a layer is a function, which cannot leave its thread.
 */
export const writeRecipe = (compiled: Compiled): Recipe => ({
  ...writeJudges('fit', compiled),
  optimizer: optimizerPart(compiled.optimizerState),
});

/** The recipe without an optimizer: what evaluation needs. */
export const writeJudges = (where: Asked, { model, outputs }: Compiled): Omit<Recipe, 'optimizer'> => ({
  architecture: writeArchitecture(model),
  outputs: [...outputs]
    .sort((a, b) => a.lossPlace - b.lossPlace)
    .map((output) => outputRecipe(where, output)),
});

const outputRecipe = (
  where: Asked,
  { name, loss, lossWeight, metrics: planned }: OutputPlan,
): OutputRecipe => {
  const parts = (isWeighted: boolean) =>
    planned.filter((each) => each.isWeighted === isWeighted).map((each) => metricPart(where, each));
  return {
    name,
    loss: partOf(where, 'loss', loss, losses),
    lossWeight,
    metrics: parts(false),
    weightedMetrics: parts(true),
  };
};

const metricPart = (where: Asked, { metric }: PlannedMetric): Part => {
  const { className, config } = partOf(where, 'metric', metric, metrics);
  return { className, config: { ...config, name: metric.name } };
};

const here = { fit: 'Train', evaluate: 'Evaluate' } as const;

const partOf = (
  where: Asked,
  kind: string,
  { className, config, name = className }: Part & { readonly name?: string },
  factories: object,
): Part => {
  if (factoryOf(className, factories)) return { className, config };
  throw new TypeError(
    `${where} in a worker needs a ${kind} of shapewright's own, got '${name}': a function cannot be sent to a worker. ` +
      `${here[where]} here, without the option worker`,
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
    : partOf('fit', 'optimizer', { className, config }, {});
};

type Factory = (options: object) => unknown;

/** The factory of a class, named as it is but for the first letters: `BinaryAccuracy` by `binaryAccuracy`, `SGD` by `sgd`. */
const factoryOf = (className: string, factories: object): Factory | undefined =>
  Object.entries(factories).find(([name]) => name.toLowerCase() === className.toLowerCase())?.[1] as
    Factory | undefined;

const make = ({ className, config }: Part, factories: object): unknown =>
  factoryOf(className, factories)!(config);

/** The options of `compile` that a recipe holds. */
export const readRecipe = ({
  optimizer,
  outputs,
}: Omit<Recipe, 'optimizer'> & Partial<Recipe>): CompileOptions<unknown, unknown> => {
  const byName = <T>(value: (output: OutputRecipe) => T): T | Readonly<Record<string, T>> =>
    outputs[0]!.name === undefined
      ? value(outputs[0]!)
      : Object.fromEntries(outputs.map((output) => [output.name!, value(output)]));
  return {
    ...(optimizer && { optimizer: optimizerOf(optimizer)! }),
    loss: byName(({ loss }) => make(loss, losses)),
    metrics: byName((output) => output.metrics.map((metric) => make(metric, metrics))),
    weightedMetrics: byName((output) => output.weightedMetrics.map((metric) => make(metric, metrics))),
    lossWeights: byName(({ lossWeight }) => lossWeight),
  };
};
