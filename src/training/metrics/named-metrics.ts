// The metrics that have a name. A page loads them once one is asked for by its name.
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
import type { AnyMetric } from './metric.js';

/** The metrics that have a name; logs have Keras's as it was written, and for ours Keras's. */
export const namedMetrics = {
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
  f_beta_score: () => fBetaScore({ name: 'f_beta_score' }),
  fBetaScore: () => fBetaScore({ name: 'fbeta_score' }),
  auc: () => auc({ name: 'auc' }),
  binary_io_u: () => binaryIoU({ name: 'binary_io_u' }),
  binaryIoU: () => binaryIoU({ name: 'binary_io_u' }),
} satisfies Record<string, () => AnyMetric>;
