import { show } from '../../errors/show.js';
import { orElse } from '../../errors/suggest.js';
import { isCallable, isMade, isUncalled } from '../../options/declare.js';
import { accuracy } from './accuracy.js';
import { auc } from './auc.js';
import { binaryAccuracy } from './binary-accuracy.js';
import { binaryCrossentropy } from './binary-crossentropy.js';
import { binaryIoU } from './binary-iou.js';
import { categoricalAccuracy } from './categorical-accuracy.js';
import { categoricalCrossentropy } from './categorical-crossentropy.js';
import { categoricalHinge } from './categorical-hinge.js';
import { concordanceCorrelation } from './concordance-correlation.js';
import { cosineSimilarity } from './cosine-similarity.js';
import { fromFunction, type MetricFunction } from './custom.js';
import { fBetaScore } from './f-beta-score.js';
import { f1Score } from './f1-score.js';
import { falseNegatives } from './false-negatives.js';
import { falsePositives } from './false-positives.js';
import { hinge } from './hinge.js';
import { klDivergence } from './kl-divergence.js';
import { logCoshError } from './log-cosh-error.js';
import { meanAbsoluteError } from './mean-absolute-error.js';
import { meanAbsolutePercentageError } from './mean-absolute-percentage-error.js';
import { meanSquaredError } from './mean-squared-error.js';
import { meanSquaredLogarithmicError } from './mean-squared-logarithmic-error.js';
import type { AnyMetric } from './metric.js';
import { pearsonCorrelation } from './pearson-correlation.js';
import { poisson } from './poisson.js';
import { precision } from './precision.js';
import { r2Score } from './r2-score.js';
import { recall } from './recall.js';
import { rootMeanSquaredError } from './root-mean-squared-error.js';
import { sparseCategoricalAccuracy } from './sparse-categorical-accuracy.js';
import { sparseCategoricalCrossentropy } from './sparse-categorical-crossentropy.js';
import { sparseTopKCategoricalAccuracy } from './sparse-top-k-categorical-accuracy.js';
import { squaredHinge } from './squared-hinge.js';
import { topKCategoricalAccuracy } from './top-k-categorical-accuracy.js';
import { trueNegatives } from './true-negatives.js';
import { truePositives } from './true-positives.js';

/** The metrics that have a name; logs have Keras's as it was written, and for ours Keras's. */
const byName = {
  acc: () => accuracy({ name: 'acc' }),
  accuracy: () => accuracy({ name: 'accuracy' }),
  binary_accuracy: () => binaryAccuracy({ name: 'binary_accuracy' }),
  binaryAccuracy: () => binaryAccuracy({ name: 'binary_accuracy' }),
  categorical_accuracy: () => categoricalAccuracy({ name: 'categorical_accuracy' }),
  categoricalAccuracy: () => categoricalAccuracy({ name: 'categorical_accuracy' }),
  sparse_categorical_accuracy: () => sparseCategoricalAccuracy({ name: 'sparse_categorical_accuracy' }),
  sparseCategoricalAccuracy: () => sparseCategoricalAccuracy({ name: 'sparse_categorical_accuracy' }),
  top_k_categorical_accuracy: () => topKCategoricalAccuracy({ name: 'top_k_categorical_accuracy' }),
  topKCategoricalAccuracy: () => topKCategoricalAccuracy({ name: 'top_k_categorical_accuracy' }),
  sparse_top_k_categorical_accuracy: () =>
    sparseTopKCategoricalAccuracy({ name: 'sparse_top_k_categorical_accuracy' }),
  sparseTopKCategoricalAccuracy: () =>
    sparseTopKCategoricalAccuracy({ name: 'sparse_top_k_categorical_accuracy' }),
  bce: () => binaryCrossentropy({ name: 'bce' }),
  BCE: () => binaryCrossentropy({ name: 'BCE' }),
  binary_crossentropy: () => binaryCrossentropy({ name: 'binary_crossentropy' }),
  binaryCrossentropy: () => binaryCrossentropy({ name: 'binary_crossentropy' }),
  categorical_crossentropy: () => categoricalCrossentropy({ name: 'categorical_crossentropy' }),
  categoricalCrossentropy: () => categoricalCrossentropy({ name: 'categorical_crossentropy' }),
  sparse_categorical_crossentropy: () =>
    sparseCategoricalCrossentropy({ name: 'sparse_categorical_crossentropy' }),
  sparseCategoricalCrossentropy: () =>
    sparseCategoricalCrossentropy({ name: 'sparse_categorical_crossentropy' }),
  kl_divergence: () => klDivergence({ name: 'kl_divergence' }),
  klDivergence: () => klDivergence({ name: 'kl_divergence' }),
  poisson: () => poisson({ name: 'poisson' }),
  mae: () => meanAbsoluteError({ name: 'mae' }),
  MAE: () => meanAbsoluteError({ name: 'MAE' }),
  mean_absolute_error: () => meanAbsoluteError({ name: 'mean_absolute_error' }),
  meanAbsoluteError: () => meanAbsoluteError({ name: 'mean_absolute_error' }),
  mse: () => meanSquaredError({ name: 'mse' }),
  MSE: () => meanSquaredError({ name: 'MSE' }),
  mean_squared_error: () => meanSquaredError({ name: 'mean_squared_error' }),
  meanSquaredError: () => meanSquaredError({ name: 'mean_squared_error' }),
  root_mean_squared_error: () => rootMeanSquaredError({ name: 'root_mean_squared_error' }),
  rootMeanSquaredError: () => rootMeanSquaredError({ name: 'root_mean_squared_error' }),
  mape: () => meanAbsolutePercentageError({ name: 'mape' }),
  MAPE: () => meanAbsolutePercentageError({ name: 'MAPE' }),
  mean_absolute_percentage_error: () =>
    meanAbsolutePercentageError({ name: 'mean_absolute_percentage_error' }),
  meanAbsolutePercentageError: () => meanAbsolutePercentageError({ name: 'mean_absolute_percentage_error' }),
  msle: () => meanSquaredLogarithmicError({ name: 'msle' }),
  MSLE: () => meanSquaredLogarithmicError({ name: 'MSLE' }),
  mean_squared_logarithmic_error: () =>
    meanSquaredLogarithmicError({ name: 'mean_squared_logarithmic_error' }),
  meanSquaredLogarithmicError: () => meanSquaredLogarithmicError({ name: 'mean_squared_logarithmic_error' }),
  log_cosh_error: () => logCoshError({ name: 'log_cosh_error' }),
  logCoshError: () => logCoshError({ name: 'log_cosh_error' }),
  cosine_similarity: () => cosineSimilarity({ name: 'cosine_similarity' }),
  cosineSimilarity: () => cosineSimilarity({ name: 'cosine_similarity' }),
  r2_score: () => r2Score({ name: 'r2_score' }),
  r2Score: () => r2Score({ name: 'r2_score' }),
  pearson_correlation: () => pearsonCorrelation({ name: 'pearson_correlation' }),
  pearsonCorrelation: () => pearsonCorrelation({ name: 'pearson_correlation' }),
  concordance_correlation: () => concordanceCorrelation({ name: 'concordance_correlation' }),
  concordanceCorrelation: () => concordanceCorrelation({ name: 'concordance_correlation' }),
  hinge: () => hinge({ name: 'hinge' }),
  squared_hinge: () => squaredHinge({ name: 'squared_hinge' }),
  squaredHinge: () => squaredHinge({ name: 'squared_hinge' }),
  categorical_hinge: () => categoricalHinge({ name: 'categorical_hinge' }),
  categoricalHinge: () => categoricalHinge({ name: 'categorical_hinge' }),
  true_positives: () => truePositives({ name: 'true_positives' }),
  truePositives: () => truePositives({ name: 'true_positives' }),
  true_negatives: () => trueNegatives({ name: 'true_negatives' }),
  trueNegatives: () => trueNegatives({ name: 'true_negatives' }),
  false_positives: () => falsePositives({ name: 'false_positives' }),
  falsePositives: () => falsePositives({ name: 'false_positives' }),
  false_negatives: () => falseNegatives({ name: 'false_negatives' }),
  falseNegatives: () => falseNegatives({ name: 'false_negatives' }),
  precision: () => precision({ name: 'precision' }),
  recall: () => recall({ name: 'recall' }),
  f1_score: () => f1Score({ name: 'f1_score' }),
  f1Score: () => f1Score({ name: 'f1_score' }),
  fbeta_score: () => fBetaScore({ name: 'fbeta_score' }),
  fBetaScore: () => fBetaScore({ name: 'fbeta_score' }),
  auc: () => auc({ name: 'auc' }),
  binary_io_u: () => binaryIoU({ name: 'binary_io_u' }),
  binaryIoU: () => binaryIoU({ name: 'binary_io_u' }),
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

/** A metric's name as the types keep it: with brackets where it gives several numbers. */
type Kept<M, N extends string> = [N] extends [never]
  ? never
  : M extends keyof MetricNames
    ? Kept<ReturnType<MetricNames[M]>, N>
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
