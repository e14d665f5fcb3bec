import { show } from '../../errors/show.js';
import { orElse } from '../../errors/suggest.js';
import { isCallable, isMade, isUncalled } from '../../options/declare.js';
import { camelCase } from '../../options/spelling.js';
import type { classMetrics } from './class-metrics.js';
import type { MetricFunction } from './custom.js';
import type { AnyMetric } from './metric.js';
import type { namedMetrics } from './named-metrics.js';

/** The names `compile` takes for metrics: Keras's, and ours. */
export type MetricNames = typeof namedMetrics;

/** Keras's classes, which are names too. */
export type MetricClassNames = typeof classMetrics;

/** Whatever metrics are called. */
interface MetricsByName extends MetricNames, MetricClassNames {}

/** The name that a metric has in logs: `'accuracy'`, or an instance's own; what a bare function is called no type knows. */
export type MetricName<M> = M extends keyof MetricsByName
  ? ReturnType<MetricsByName[M]>['name']
  : M extends MetricFunction
    ? never
    : M extends { readonly name: infer N extends string }
      ? N
      : never;

/** A metric's name as the types keep it: with brackets where it gives several numbers. */
type Kept<M, N extends string> = [N] extends [never]
  ? never
  : M extends keyof MetricsByName
    ? Kept<ReturnType<MetricsByName[M]>, N>
    : M extends { result(): Promise<infer V> }
      ? V extends number
        ? N
        : `${N}[]`
      : N;

/** The name of a metric, as the types keep it. */
export type KeptName<M> = Kept<M, MetricName<M>>;

/** The names that a list of metrics has in logs; another of one name has a number: `['mae', 'mae']` gives `'mae' | 'mae_1'`. */
export type MetricNamesIn<M, Before extends readonly string[] = []> = M extends readonly [
  infer First,
  ...infer Rest,
]
  ? MetricName<First> extends infer N extends string
    ? Kept<First, Numbered<N, Before>> | MetricNamesIn<Rest, [...Before, N]>
    : never
  : M extends readonly []
    ? never
    : M extends readonly (infer Each)[]
      ? KeptName<Each>
      : never;

/** A name with how often it was there before: `Numbered<'mae', ['mae', 'mse']>` is `'mae_1'`. */
type Numbered<N extends string, Before extends readonly string[]> = N extends Before[number]
  ? `${N}_${Times<N, Before>}`
  : N;
type Times<N, Before, Count extends readonly 0[] = []> = Before extends readonly [infer B, ...infer Rest]
  ? Times<N, Rest, [B] extends [N] ? [...Count, 0] : Count>
  : Count['length'];

/**
 * The names that a list of weighted metrics has in logs, after the others, `M`: `['mae', 'mae']` after `['mse']` gives
 * `'mae' | 'weighted_mae'`.
 */
export type WeightedNamesIn<
  W,
  M extends readonly unknown[],
  Before extends readonly string[] = [],
> = W extends readonly [infer First, ...infer Rest]
  ? MetricName<First> extends infer N extends string
    ? | Kept<First, Weighted<N, N extends NamesOf<M> ? [...Before, N] : Before>>
      | WeightedNamesIn<Rest, M, [...Before, N]>
    : never
  : W extends readonly []
    ? never
    : W extends readonly (infer Each)[]
      ? KeptName<Each> | `weighted_${KeptName<Each> & string}`
      : never;
type NamesOf<M extends readonly unknown[]> = { [I in keyof M]: MetricName<M[I]> }[number];
/** A name as often as it was there before: plain, then with `weighted_`, then with a number too. */
type Weighted<N extends string, Before extends readonly string[], Once = Times<N, Before>> = Once extends 0
  ? N
  : Once extends 1
    ? `weighted_${N}`
    : DropOne<N, Before> extends infer Fewer extends readonly string[]
      ? `weighted_${N}_${Times<N, Fewer>}`
      : never;
type DropOne<N, Before extends readonly string[]> = Before extends readonly [
  infer B extends string,
  ...infer Rest extends readonly string[],
]
  ? [B] extends [N]
    ? Rest
    : [B, ...DropOne<N, Rest>]
  : [];

/** What the metrics that have a name are called in logs: as it was written, by Keras's spelling. */
const kerasNames = [
  'acc',
  'accuracy',
  'binary_accuracy',
  'categorical_accuracy',
  'sparse_categorical_accuracy',
  'top_k_categorical_accuracy',
  'sparse_top_k_categorical_accuracy',
  'bce',
  'BCE',
  'binary_crossentropy',
  'categorical_crossentropy',
  'sparse_categorical_crossentropy',
  'kl_divergence',
  'poisson',
  'mae',
  'MAE',
  'mean_absolute_error',
  'mse',
  'MSE',
  'mean_squared_error',
  'root_mean_squared_error',
  'mape',
  'MAPE',
  'mean_absolute_percentage_error',
  'msle',
  'MSLE',
  'mean_squared_logarithmic_error',
  'log_cosh_error',
  'cosine_similarity',
  'r2_score',
  'pearson_correlation',
  'concordance_correlation',
  'hinge',
  'squared_hinge',
  'categorical_hinge',
  'true_positives',
  'true_negatives',
  'false_positives',
  'false_negatives',
  'precision',
  'recall',
  'f1_score',
  'f_beta_score',
  'fbeta_score',
  'auc',
  'binary_io_u',
] as const satisfies readonly (keyof MetricNames)[];

/** Those names by how they may be written: as Keras does, and as we do. */
const logNames: Readonly<Record<string, string>> = Object.fromEntries(
  kerasNames.flatMap((name) => [
    [name, name],
    // its name of old, which instances still have
    [name === 'fbeta_score' ? 'fBetaScore' : camelCase(name), name],
  ]),
);

/** Keras's classes by our names, where they do not differ by the first letter alone. */
const otherClasses: Readonly<Record<string, string>> = { auc: 'AUC', klDivergence: 'KLDivergence' };

/** The classes of the metrics that have a name; short words stand for a longer one's. */
const classes: ReadonlySet<string> = new Set(
  Object.keys(logNames)
    .filter((name) => /^[a-z][a-zA-Z0-9]{4,}$|^auc$/.test(name))
    .map((name) => otherClasses[name] ?? name[0]!.toUpperCase() + name.slice(1)),
);

/** What loads metrics that are known by their names in logs alone so far. */
const waiting = new WeakMap<AnyMetric, () => Promise<AnyMetric>>();

/** A metric of which nothing is known but its name in logs before `readyMetrics`; `given` is what it was asked for by. */
const waitingMetric = (name: string, given: string, load: () => Promise<AnyMetric>): AnyMetric => {
  const early = (): never => {
    throw new Error(`the metric '${given}' is not loaded yet`);
  };
  const metric: AnyMetric = {
    ...{ kind: 'metric' as const, name, className: '', config: {} },
    ...{ create: early, update: early, result: early, reset: early },
  };
  waiting.set(metric, load);
  return metric;
};

/** Loads what metrics by name and functions come to: a page that asks for none does not have them. */
export const readyMetrics = async (
  outputs: readonly { readonly metrics: readonly { readonly metric: AnyMetric }[] }[],
): Promise<void> => {
  const late = outputs
    .flatMap(({ metrics }) => metrics.map(({ metric }) => metric))
    .filter((metric) => waiting.has(metric));
  if (late.length === 0) return;
  await Promise.all(
    late.map(async (metric) => {
      const found = await waiting.get(metric)?.();
      if (found) Object.assign(metric, found);
      waiting.delete(metric);
    }),
  );
};

/** What Keras would call a function in logs, in snake_case: `topTwo` is top_two. */
const functionName = ({ name }: { readonly name: string }): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase() || 'metric';

/** The metric behind `compile`'s option: by name, an instance, or a function. */
export const resolveMetric = (given: string | AnyMetric | MetricFunction): AnyMetric => {
  if (typeof given === 'function' && isCallable(given)) {
    const name = functionName(given);
    return waitingMetric(name, given.name, async () =>
      (await import('./custom.js')).fromFunction(given, name),
    );
  }
  if (isMade(given, 'metric', 'create')) return given as AnyMetric;
  if (typeof given === 'string' && Object.hasOwn(logNames, given))
    return waitingMetric(logNames[given]!, given, async () => {
      const { namedMetrics } = await import('./named-metrics.js');
      return namedMetrics[given as keyof MetricNames]();
    });
  if (typeof given === 'string' && classes.has(given))
    return waitingMetric(given, given, async () => {
      const { classMetrics } = await import('./class-metrics.js');
      return classMetrics[given as keyof MetricClassNames]();
    });
  const hint = isUncalled(given)
    ? `call it: metrics.${given.declaration.name}()`
    : orElse(given, Object.keys(logNames));
  throw new TypeError(
    `compile: a metric must be a name, an instance such as metrics.meanAbsoluteError(), or a function, got ${show(given)}; ${hint}`,
  );
};
