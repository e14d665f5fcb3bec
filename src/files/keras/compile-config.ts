// What a model was compiled with, as Keras writes it, and read from what it wrote.
import { isPlain } from '../../errors/show.js';
import type { AnyModel } from '../../graph/model.js';
import type { Declared } from '../../options/declare.js';
import { warnOnce } from '../../errors/warn.js';
import * as losses from '../../training/losses/index.js';
import { resolveLoss } from '../../training/losses/by-name.js';
import type { AnyLoss } from '../../training/losses/index.js';
import * as metrics from '../../training/metrics/index.js';
import { resolveMetric } from '../../training/metrics/by-name.js';
import type { AnyMetric } from '../../training/metrics/index.js';
import { planOutputs, type OutputPlan } from '../../training/plan.js';
import type { TrainingSettings } from '../../training/settings.js';
import { written } from './config-of-layer.js';
import { isJson, isKerasObject, type Json } from './keras-object.js';
import { camelCase, underscored } from './words.js';

/** Settings of metrics that Keras calls otherwise, by class. */
const renamed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  TruePositives: { threshold: 'thresholds' },
  TrueNegatives: { threshold: 'thresholds' },
  FalsePositives: { threshold: 'thresholds' },
  FalseNegatives: { threshold: 'thresholds' },
  Precision: { threshold: 'thresholds' },
  Recall: { threshold: 'thresholds' },
  PrecisionAtRecall: { value: 'recall' },
  RecallAtPrecision: { value: 'precision' },
  SensitivityAtSpecificity: { value: 'specificity' },
  SpecificityAtSensitivity: { value: 'sensitivity' },
};

/** Words that are the same in both. */
const sameWords = /^(ROC|PR)$/;

const configOf = (className: string, config: Readonly<Record<string, unknown>>): Json =>
  Object.fromEntries(
    Object.entries(config).flatMap(([key, value]) => {
      if (value === undefined) return [];
      const name = renamed[className]?.[key] ?? underscored(key);
      return [[name, typeof value === 'string' && !sameWords.test(value) ? underscored(value) : value]];
    }),
  );

/** A loss as Keras writes it; undefined of a function of the user's own. */
const lossOf = ({ className, name, config }: AnyLoss): Json | undefined =>
  className === 'LossFunction'
    ? undefined
    : written('keras.losses', className, { name, ...configOf(className, config) });

/** A metric as Keras writes it; undefined of a function of the user's own. */
const metricOf = (
  { className, name, config }: AnyMetric,
  { loss, shape, labelShape }: OutputPlan,
): unknown => {
  if (className === 'MetricFunction') return undefined;
  if (className !== 'Accuracy')
    return written('keras.metrics', className, { name, ...configOf(className, config) });
  if (name === 'accuracy' || name === 'acc') return name;
  // the accuracy that is meant, for the word alone has no name of its own
  const isSparse = labelShape.length < shape.length || loss.labelDtype === 'int32';
  const meant = shape.at(-1) === 1 ? 'Binary' : isSparse ? 'SparseCategorical' : 'Categorical';
  return written('keras.metrics', `${meant}Accuracy`, { name });
};

/** What is written of `compile`, but for the optimizer. */
export const compileConfig = (model: AnyModel, settings: TrainingSettings): Json => {
  const plans = planOutputs(model, settings);
  const arranged = <T>(values: readonly T[]): unknown => {
    if (!model.outputNames) return values[0];
    if (model.outputsListed) return values;
    return Object.fromEntries(model.outputNames.map((name, i) => [name, values[i]]));
  };
  const left: string[] = [];
  const losses = plans.map(({ loss }) => {
    const made = lossOf(loss);
    if (!made) left.push(`the loss '${loss.name}'`);
    return made;
  });
  const listed = (isWeighted: boolean): unknown => {
    const all = plans.map((plan) =>
      plan.metrics.flatMap((each) => {
        if (each.isWeighted !== isWeighted) return [];
        const made = metricOf(each.metric, plan);
        if (made === undefined) left.push(`the metric '${each.metric.name}'`);
        return made === undefined ? [] : [made];
      }),
    );
    return all.some(({ length }) => length > 0) ? arranged(all) : null;
  };
  const config = {
    loss: losses.every((loss) => loss !== undefined) ? arranged(losses) : null,
    loss_weights: plans.some(({ lossWeight }) => lossWeight !== 1)
      ? arranged(plans.map(({ lossWeight }) => lossWeight))
      : null,
    metrics: listed(false),
    weighted_metrics: listed(true),
    run_eagerly: false,
    steps_per_execution: 1,
    jit_compile: false,
  };
  if (left.length > 0)
    warnOnce(
      model,
      `shapewright: ${[...new Set(left)].join(' and ')} of the model '${model.name}' ${left.length > 1 ? 'are functions' : 'is a function'} of your own, which no file of Keras's holds: in Keras, compile the model again`,
    );
  return config;
};

type Made = { readonly className: string; readonly name: string };

/** One of ours from one of Keras's objects, or from its name; undefined where there is none such here. */
const madeFrom = <T extends Made>(
  given: unknown,
  all: Readonly<Record<string, unknown>>,
  byName: (name: string) => T,
): T | undefined => {
  try {
    if (typeof given === 'string') return byName(given);
    if (!isKerasObject(given)) return undefined;
    const factories = Object.entries(all) as [string, Declared & ((options: object) => T)][];
    const found = factories.find(([name]) => name.toLowerCase() === given.class_name.toLowerCase());
    if (!found) return byName(given.class_name);
    const [, factory] = found;
    const { options } = factory.declaration;
    const again = Object.fromEntries(
      Object.entries(renamed[given.class_name] ?? {}).map(([ours, theirs]) => [theirs, ours]),
    );
    const config = Object.entries(given.config).flatMap(([key, value]) => {
      const name = again[key] ?? camelCase(key);
      if (!Object.hasOwn(options, name) || value === null) return [];
      const words = typeof value === 'string' ? [camelCase(value), value] : [value];
      const fits = words.find((word) => isRead(options[name]!, word));
      return [[name, fits ?? value] as const];
    });
    return factory(Object.fromEntries(config));
  } catch {
    return undefined;
  }
};

const isRead = (option: { read(given: unknown): unknown }, value: unknown): boolean => {
  try {
    return option.read(value) !== undefined;
  } catch {
    return false;
  }
};

/** Each loss or metric in a list or an object of such. */
const each = <T>(given: unknown, read: (one: unknown) => T): unknown => {
  if (Array.isArray(given)) return given.map((one) => each(one, read));
  if (isJson(given) && !isKerasObject(given))
    return Object.fromEntries(Object.entries(given).map(([key, one]) => [key, each(one, read)]));
  return read(given);
};

/** What a file tells of `compile`; undefined where it has no loss, or one that is not here. */
export const settingsFrom = (model: AnyModel, given: unknown): TrainingSettings | undefined => {
  if (!isJson(given) || (given['loss'] ?? null) === null) return undefined;
  const metric = (one: unknown) => madeFrom<AnyMetric>(one, metrics, resolveMetric) ?? 'none';
  const known = (list: unknown): unknown => {
    if (Array.isArray(list)) return list.filter((one) => one !== 'none').map(known);
    if (isPlain(list) && !('kind' in list))
      return Object.fromEntries(Object.entries(list).map(([key, one]) => [key, known(one)]));
    return list;
  };
  const listOf = (list: unknown) =>
    list === null || list === undefined ? undefined : known(each(list, metric));
  const settings: TrainingSettings = {
    loss: each(given['loss'], (one) => madeFrom<AnyLoss>(one, losses, resolveLoss)),
    metrics: listOf(given['metrics']),
    weightedMetrics: listOf(given['weighted_metrics']),
    lossWeights: given['loss_weights'] ?? undefined,
  };
  try {
    planOutputs(model, settings);
    return settings;
  } catch {
    return undefined;
  }
};
