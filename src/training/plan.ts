import type { Arrangement } from '../graph/arrange.js';
import type { AnyModel } from '../graph/model.js';
import type { OwnSteps } from '../graph/own-computation.js';
import { partName } from './data/part-name.js';
import type { Shape } from '../shapes/shape.js';
import { isList, show } from '../errors/show.js';
import { suggest } from '../errors/suggest.js';
import { resolveLoss } from './losses/by-name.js';
import type { AnyLoss } from './losses/index.js';
import { noMetrics } from './labels.js';
import { resolveMetric } from './metrics/by-name.js';
import type { AnyMetric } from './metrics/index.js';

/** What is computed for one output: its loss, and its metrics. */
export interface OutputPlan {
  /** The output's name where there are several. */
  readonly name: string | undefined;
  /** Its labels in errors: `y`, `y.topic`, or `y[0]`. */
  readonly labelsAt: string;
  readonly shape: Shape;
  readonly labelShape: Shape;
  readonly loss: AnyLoss;
  readonly lossWeight: number;
  /** Its place among the losses as `compile` was given them: Keras's order of `evaluate`'s list. */
  readonly lossPlace: number;
  /** Its metrics, the weighted ones after the others. */
  readonly metrics: readonly PlannedMetric[];
}

/** A metric, and what it is called in logs. */
export interface PlannedMetric {
  readonly name: string;
  readonly metric: AnyMetric;
  /** Whether the weights of samples and of classes count, where there are some. */
  readonly isWeighted: boolean;
}

/** The part of `compile`'s options that says what is computed. */
export interface PlanOptions {
  readonly loss: unknown;
  readonly metrics?: unknown;
  readonly weightedMetrics?: unknown;
  readonly lossWeights?: unknown;
}

/** What is computed for each output of a model, the names as they appear in logs. */
export const planOutputs = (model: AnyModel, options: PlanOptions): readonly OutputPlan[] => {
  const { outputs } = model.graph;
  const outputsOf = { names: model.outputNames, isList: model.outputsListed };
  const metricsOf = (option: 'metrics' | 'weightedMetrics', i: number): readonly AnyMetric[] => {
    const wanted = pick(option, options[option] ?? [], i, outputsOf) ?? [];
    if (!outputsOf.names && !isList(wanted)) throw new TypeError(`${noMetrics}; got ${show(wanted)}`);
    const list = (isList(wanted) ? Array.from(wanted) : [wanted]) as readonly Parameters<
      typeof resolveMetric
    >[0][];
    return list.map(resolveMetric);
  };
  const namer = metricNames(outputs.length);
  const name = (i: number) => model.outputNames?.[i];
  const plain = outputs.map((_, i) =>
    metricsOf('metrics', i).map((metric): PlannedMetric => ({
      name: namer.plain(name(i), metric),
      metric,
      isWeighted: false,
    })),
  );
  // as in Keras, named after all the others
  const weighted = outputs.map((_, i) =>
    metricsOf('weightedMetrics', i).map((metric): PlannedMetric => ({
      name: namer.weighted(name(i), metric),
      metric,
      isWeighted: true,
    })),
  );
  const plans = outputs.map((output, i): OutputPlan => {
    const loss = resolveLoss(pick('loss', options.loss, i, outputsOf) as Parameters<typeof resolveLoss>[0]);
    return {
      name: name(i),
      labelsAt: partName('y', i, model.outputNames, model.outputsListed),
      shape: output.shape,
      labelShape: loss.labelShape(output.shape),
      loss,
      lossWeight: weightOf(options.lossWeights, i, outputsOf),
      lossPlace: placeOf(options.loss, name(i), i),
      metrics: [...plain[i]!, ...weighted[i]!],
    };
  });
  checkLogNames(plans);
  return plans;
};

/** The loss of labels that a step of the model's own takes: there is none, and the step says what it does with them. */
export const ownLabels = {
  kind: 'loss',
  name: 'own_step',
  className: 'OwnStep',
  config: {},
} as unknown as AnyLoss;

/** The labels of a step of the model's own, as plans of outputs that nothing is computed for. */
export const planLabels = ({ labels = [] }: OwnSteps): readonly OutputPlan[] =>
  labels.map(({ name, shape }, place) => ({
    name,
    labelsAt: name === undefined ? 'y' : `y.${name}`,
    shape,
    labelShape: shape,
    loss: ownLabels,
    lossWeight: 1,
    lossPlace: place,
    metrics: [],
  }));

/**
 * The names of metrics in logs: with the output's where there are several, and a number for another of one name; a weighted
 * one whose name is taken is `weighted_mae`.
 */
const metricNames = (outputs: number) => {
  const times = new Map<string, number>();
  const count = (name: string): number => {
    const before = times.get(name) ?? 0;
    times.set(name, before + 1);
    return before;
  };
  const whole = (output: string | undefined, name: string) => (outputs > 1 ? `${output}_${name}` : name);
  const plain = (output: string | undefined, { name }: Pick<AnyMetric, 'name'>): string => {
    const before = count(whole(output, name));
    return before === 0 ? whole(output, name) : `${whole(output, name)}_${before}`;
  };
  return {
    plain,
    weighted: (output: string | undefined, { name }: AnyMetric): string =>
      plain(output, { name: times.has(whole(output, name)) ? `weighted_${name}` : name }),
  };
};

/** Refuses metrics whose name in logs is that of a loss, or of another's validation: one would replace the other. */
const checkLogNames = (plans: readonly OutputPlan[]): void => {
  const losses = ['loss', ...(plans.length > 1 ? plans.map(({ name }) => `${name}_loss`) : [])];
  const metrics = plans.flatMap((plan) => plan.metrics.map(({ name }) => name));
  const validated = [...losses, ...metrics].map((name) => `val_${name}`);
  const twice = [...losses, ...metrics].find(
    (name, i, all) => all.indexOf(name) < i || validated.includes(name),
  );
  if (twice !== undefined)
    throw new TypeError(
      `compile: '${twice}' would be two things in the logs; give the metric another name, e.g. metrics.meanAbsoluteError({ name: 'off' })`,
    );
};

const placeOf = (losses: unknown, name: string | undefined, place: number): number => {
  const among =
    typeof losses === 'object' && losses !== null && name !== undefined
      ? Object.keys(losses).indexOf(name)
      : -1;
  return among < 0 ? place : among;
};

const weightOf = (weights: unknown, at: number, outputs: Arrangement): number => {
  const weight = weights === undefined ? 1 : (pick('lossWeights', weights, at, outputs) ?? 1);
  if (typeof weight === 'number' && Number.isFinite(Math.fround(weight))) return weight;
  const { names, isList } = outputs;
  const wanted = !names
    ? 'a number'
    : isList
      ? `a list of ${names.length} numbers`
      : `numbers by name: { ${names.join(', ')} }`;
  throw new TypeError(`compile: lossWeights must be ${wanted}; got ${show(weights)}`);
};

/** Whether an option is one loss or metric, and not several by name; an output may be called 'kind'. */
const isInstance = (given: object): boolean =>
  'kind' in given && (given.kind === 'loss' || given.kind === 'metric');

/** One output's part of an option that may be given by output. */
const pick = (option: string, given: unknown, at: number, { names, isList }: Arrangement): unknown => {
  if (!names) return given;
  const name = names[at]!;
  if (isList && Array.isArray(given) && given.length > 0) {
    if (given.length === names.length) return given[at] as unknown;
    throw new TypeError(
      `compile: this model has ${names.length} outputs; give ${option} as a list of ${names.length}, got ${given.length}`,
    );
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given) || isInstance(given)) {
    // one loss for every output, as in Keras; metrics are told apart by output
    if (option === 'loss' || (Array.isArray(given) && given.length === 0)) return given;
    const how = isList ? `as a list of ${names.length}` : `by name: { ${names.join(', ')} }`;
    throw new TypeError(`compile: this model has several outputs; give ${option} ${how}`);
  }
  const stranger = Object.keys(given).find((key) => !names.includes(key));
  if (stranger !== undefined) {
    const near = suggest(stranger, names);
    throw new TypeError(
      `compile: ${option} names '${stranger}', but the outputs are ${names.join(', ')}${near ? `; did you mean '${near}'?` : ''}`,
    );
  }
  const own = (given as Readonly<Record<string, unknown>>)[name];
  if (own === undefined && option === 'loss')
    throw new TypeError(
      `compile: there is no loss for output '${name}'; give one, e.g. loss: { ${name}: 'mse' }`,
    );
  return own;
};
