// The metrics by Keras's classes. A page loads them once one is asked for so.
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

/** Keras's classes that need no options; logs have them by that name, as Keras's have. */
export const classMetrics = {
  Accuracy: () => accuracy({ name: 'Accuracy' }),
  AUC: () => auc({ name: 'AUC' }),
  BinaryAccuracy: () => binaryAccuracy({ name: 'BinaryAccuracy' }),
  BinaryCrossentropy: () => binaryCrossentropy({ name: 'BinaryCrossentropy' }),
  BinaryIoU: () => binaryIoU({ name: 'BinaryIoU' }),
  CategoricalAccuracy: () => categoricalAccuracy({ name: 'CategoricalAccuracy' }),
  CategoricalCrossentropy: () => categoricalCrossentropy({ name: 'CategoricalCrossentropy' }),
  CategoricalHinge: () => categoricalHinge({ name: 'CategoricalHinge' }),
  ConcordanceCorrelation: () => concordanceCorrelation({ name: 'ConcordanceCorrelation' }),
  CosineSimilarity: () => cosineSimilarity({ name: 'CosineSimilarity' }),
  FBetaScore: () => fBetaScore({ name: 'FBetaScore' }),
  F1Score: () => f1Score({ name: 'F1Score' }),
  FalseNegatives: () => falseNegatives({ name: 'FalseNegatives' }),
  FalsePositives: () => falsePositives({ name: 'FalsePositives' }),
  Hinge: () => hinge({ name: 'Hinge' }),
  KLDivergence: () => klDivergence({ name: 'KLDivergence' }),
  LogCoshError: () => logCoshError({ name: 'LogCoshError' }),
  MeanAbsoluteError: () => meanAbsoluteError({ name: 'MeanAbsoluteError' }),
  MeanAbsolutePercentageError: () => meanAbsolutePercentageError({ name: 'MeanAbsolutePercentageError' }),
  MeanSquaredError: () => meanSquaredError({ name: 'MeanSquaredError' }),
  MeanSquaredLogarithmicError: () => meanSquaredLogarithmicError({ name: 'MeanSquaredLogarithmicError' }),
  PearsonCorrelation: () => pearsonCorrelation({ name: 'PearsonCorrelation' }),
  Poisson: () => poisson({ name: 'Poisson' }),
  Precision: () => precision({ name: 'Precision' }),
  R2Score: () => r2Score({ name: 'R2Score' }),
  Recall: () => recall({ name: 'Recall' }),
  RootMeanSquaredError: () => rootMeanSquaredError({ name: 'RootMeanSquaredError' }),
  SparseCategoricalAccuracy: () => sparseCategoricalAccuracy({ name: 'SparseCategoricalAccuracy' }),
  SparseCategoricalCrossentropy: () =>
    sparseCategoricalCrossentropy({ name: 'SparseCategoricalCrossentropy' }),
  SparseTopKCategoricalAccuracy: () =>
    sparseTopKCategoricalAccuracy({ name: 'SparseTopKCategoricalAccuracy' }),
  SquaredHinge: () => squaredHinge({ name: 'SquaredHinge' }),
  TopKCategoricalAccuracy: () => topKCategoricalAccuracy({ name: 'TopKCategoricalAccuracy' }),
  TrueNegatives: () => trueNegatives({ name: 'TrueNegatives' }),
  TruePositives: () => truePositives({ name: 'TruePositives' }),
} satisfies Record<string, () => AnyMetric>;
