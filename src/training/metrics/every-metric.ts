export { accuracy } from './accuracy.js';
export { auc, type AUCOptions } from './auc.js';
export { binaryAccuracy, type BinaryAccuracyOptions } from './binary-accuracy.js';
export { binaryCrossentropy } from './binary-crossentropy.js';
export { binaryIoU, type BinaryIoUOptions } from './binary-iou.js';
export type {
  KeptName,
  MetricClassNames,
  MetricName,
  MetricNames,
  MetricNamesIn,
  WeightedNamesIn,
} from './by-name.js';
export { categoricalAccuracy } from './categorical-accuracy.js';
export { categoricalCrossentropy } from './categorical-crossentropy.js';
export { categoricalHinge } from './categorical-hinge.js';
export { concordanceCorrelation } from './concordance-correlation.js';
export { cosineSimilarity, type AlongAxisOptions } from './cosine-similarity.js';
export type { Curve, SummationMethod } from './curve-area.js';
export { custom, type MetricFunction } from './custom.js';
export {
  fBetaScore,
  type ByClass,
  type F1ScoreOptions,
  type FBetaScoreOptions,
  type ScoreAverage,
} from './f-beta-score.js';
export { f1Score } from './f1-score.js';
export { falseNegatives } from './false-negatives.js';
export { falsePositives } from './false-positives.js';
export { hinge } from './hinge.js';
export { iou } from './iou.js';
export { klDivergence } from './kl-divergence.js';
export { logCoshError } from './log-cosh-error.js';
export { mean } from './mean.js';
export { meanAbsoluteError } from './mean-absolute-error.js';
export { meanAbsolutePercentageError } from './mean-absolute-percentage-error.js';
export { meanIoU } from './mean-iou.js';
export { meanSquaredError } from './mean-squared-error.js';
export { meanSquaredLogarithmicError } from './mean-squared-logarithmic-error.js';
export type { AnyMetric, Metric, MetricOptions, MetricState, MetricValue, UpdateOptions } from './metric.js';
export { oneHotIoU } from './one-hot-iou.js';
export { oneHotMeanIoU } from './one-hot-mean-iou.js';
export type { OneHotOverlapOptions, OverlapOptions } from './overlap-options.js';
export { pearsonCorrelation } from './pearson-correlation.js';
export { poisson } from './poisson.js';
export type { PositiveShareOptions } from './positive-share.js';
export { precision } from './precision.js';
export { precisionAtRecall } from './precision-at-recall.js';
export { r2Score, type ClassAggregation, type R2ScoreOptions } from './r2-score.js';
export type { RateAtRateOptions } from './rate-at-rate.js';
export { recall } from './recall.js';
export { recallAtPrecision } from './recall-at-precision.js';
export { rootMeanSquaredError } from './root-mean-squared-error.js';
export type { RunningUpdateOptions, RunningValue } from './running-value.js';
export { sensitivityAtSpecificity } from './sensitivity-at-specificity.js';
export { sparseCategoricalAccuracy } from './sparse-categorical-accuracy.js';
export { sparseCategoricalCrossentropy } from './sparse-categorical-crossentropy.js';
export { sparseTopKCategoricalAccuracy } from './sparse-top-k-categorical-accuracy.js';
export { specificityAtSensitivity } from './specificity-at-sensitivity.js';
export { squaredHinge } from './squared-hinge.js';
export type { AtEach, ThresholdOptions, Thresholds, ThresholdsOptions } from './threshold.js';
export { sum } from './sum.js';
export { topKCategoricalAccuracy, type TopKOptions } from './top-k-categorical-accuracy.js';
export type { BareName, ResultListOf, ResultsOf } from './vector-logs.js';
export { trueNegatives } from './true-negatives.js';
export { truePositives } from './true-positives.js';
