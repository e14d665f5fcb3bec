import { show } from '../../errors/show.js';
import { orElse } from '../../errors/suggest.js';
import { isCallable, isMade, isUncalled } from '../../options/declare.js';
import { accuracy } from './accuracy.js';
import { binaryAccuracy } from './binary-accuracy.js';
import { binaryCrossentropy } from './binary-crossentropy.js';
import { categoricalAccuracy } from './categorical-accuracy.js';
import { categoricalCrossentropy } from './categorical-crossentropy.js';
import { fromFunction, type MetricFunction } from './custom.js';
import { meanAbsoluteError } from './mean-absolute-error.js';
import { meanSquaredError } from './mean-squared-error.js';
import type { AnyMetric } from './metric.js';
import { sparseCategoricalAccuracy } from './sparse-categorical-accuracy.js';
import { sparseCategoricalCrossentropy } from './sparse-categorical-crossentropy.js';

/** The metrics that have a name; logs have Keras's as it was written, and for ours Keras's. */
const byName = {
  accuracy: () => accuracy({ name: 'accuracy' }),
  acc: () => accuracy({ name: 'acc' }),
  binary_accuracy: () => binaryAccuracy({ name: 'binary_accuracy' }),
  categorical_accuracy: () => categoricalAccuracy({ name: 'categorical_accuracy' }),
  sparse_categorical_accuracy: () => sparseCategoricalAccuracy({ name: 'sparse_categorical_accuracy' }),
  mae: () => meanAbsoluteError({ name: 'mae' }),
  mean_absolute_error: () => meanAbsoluteError({ name: 'mean_absolute_error' }),
  mse: () => meanSquaredError({ name: 'mse' }),
  mean_squared_error: () => meanSquaredError({ name: 'mean_squared_error' }),
  binary_crossentropy: () => binaryCrossentropy({ name: 'binary_crossentropy' }),
  categorical_crossentropy: () => categoricalCrossentropy({ name: 'categorical_crossentropy' }),
  sparse_categorical_crossentropy: () =>
    sparseCategoricalCrossentropy({ name: 'sparse_categorical_crossentropy' }),
  binaryAccuracy: () => binaryAccuracy({ name: 'binary_accuracy' }),
  categoricalAccuracy: () => categoricalAccuracy({ name: 'categorical_accuracy' }),
  sparseCategoricalAccuracy: () => sparseCategoricalAccuracy({ name: 'sparse_categorical_accuracy' }),
  meanAbsoluteError: () => meanAbsoluteError({ name: 'mean_absolute_error' }),
  meanSquaredError: () => meanSquaredError({ name: 'mean_squared_error' }),
  binaryCrossentropy: () => binaryCrossentropy({ name: 'binary_crossentropy' }),
  categoricalCrossentropy: () => categoricalCrossentropy({ name: 'categorical_crossentropy' }),
  sparseCategoricalCrossentropy: () =>
    sparseCategoricalCrossentropy({ name: 'sparse_categorical_crossentropy' }),
} satisfies Record<string, () => AnyMetric>;

/** The names `compile` takes for metrics: Keras's, and ours. */
export type MetricNames = typeof byName;

/** The name that a metric has in logs: `'accuracy'`, or an instance's own; what a bare function is called no type knows. */
export type MetricName<M> = M extends keyof MetricNames
  ? ReturnType<MetricNames[M]>['name']
  : M extends MetricFunction
    ? never
    : M extends { readonly name: infer N extends string }
      ? N
      : never;

/** The names that a list of metrics has in logs; another of one name has a number: `['mae', 'mae']` gives `'mae' | 'mae_1'`. */
export type MetricNamesIn<M, Before extends readonly string[] = []> = M extends readonly [
  infer First,
  ...infer Rest,
]
  ? MetricName<First> extends infer N extends string
    ? Numbered<N, Before> | MetricNamesIn<Rest, [...Before, N]>
    : never
  : M extends readonly []
    ? never
    : M extends readonly (infer Each)[]
      ? MetricName<Each>
      : never;

/** A name with how often it was there before: `Numbered<'mae', ['mae', 'mse']>` is `'mae_1'`. */
type Numbered<N extends string, Before extends readonly string[]> = N extends Before[number]
  ? `${N}_${Times<N, Before>}`
  : N;
type Times<N, Before, Count extends readonly 0[] = []> = Before extends readonly [infer B, ...infer Rest]
  ? Times<N, Rest, [B] extends [N] ? [...Count, 0] : Count>
  : Count['length'];

/** The metric behind `compile`'s option: by name, an instance, or a function. */
export const resolveMetric = (given: string | AnyMetric | MetricFunction): AnyMetric => {
  if (typeof given === 'function' && isCallable(given)) return fromFunction(given);
  if (isMade(given, 'metric', 'create')) return given as AnyMetric;
  if (typeof given === 'string' && Object.hasOwn(byName, given)) return byName[given as keyof MetricNames]();
  const hint = isUncalled(given)
    ? `call it: metrics.${given.declaration.name}()`
    : orElse(given, Object.keys(byName));
  throw new TypeError(
    `compile: a metric must be a name, an instance such as metrics.meanAbsoluteError(), or a function, got ${show(given)}; ${hint}`,
  );
};
