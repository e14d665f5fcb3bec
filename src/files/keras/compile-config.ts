// What a model was compiled with, as Keras writes it: settings-from-config.ts is the other way round.
import type { AnyModel } from '../../graph/model.js';
import { warnOnce } from '../../errors/warn.js';
import type { AnyLoss } from '../../training/losses/index.js';
import type { AnyMetric } from '../../training/metrics/index.js';
import { readyMetrics } from '../../training/metrics/by-name.js';
import { planOutputs, type OutputPlan } from '../../training/plan.js';
import type { TrainingSettings } from '../../training/settings.js';
import { written } from './config-of-layer.js';
import type { Json } from './keras-object.js';
import { underscored } from '../../options/spelling.js';
import { asFloat } from './write-json.js';

/** Settings of metrics that Keras calls otherwise, by class. */
export const renamed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
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
const sameWords = /^(ROC|PR|PRGAIN)$/;

/** Settings of metrics whose `'none'` is None in Keras. */
export const noneIsNull: ReadonlySet<string> = new Set(['average', 'classAggregation']);

const configOf = (className: string, config: Readonly<Record<string, unknown>>): Json =>
  Object.fromEntries(
    Object.entries(config).flatMap(([key, value]) => {
      if (value === undefined) return [];
      const name = renamed[className]?.[key] ?? underscored(key);
      // its name says so in Keras
      if (className === 'F1Score' && key === 'beta') return [];
      // Keras takes no whole number there
      if (/^F(1|Beta)Score$/.test(className)) return [[name, value === 'none' ? null : asFloat(value)]];
      if (value === 'none' && noneIsNull.has(key)) return [[name, null]];
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
export const compileConfig = async (model: AnyModel, settings: TrainingSettings): Promise<Json> => {
  const plans = planOutputs(model, settings);
  await readyMetrics(plans);
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
