// Losses and metrics: what each is about, and what its options change of what `evaluate` gives.
import * as tf from '@tensorflow/tfjs-core';
import { lossOf, type Effect, type Effects } from './effects.js';

/** A model's end, and labels for it. */
export interface Task {
  readonly units: number;
  readonly activation: string;
  readonly labels: unknown;
  /** The shape of the output, where it is no row of units. */
  readonly shape?: readonly number[];
}

const oneHot = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [0, 1, 0],
];
const several = [
  [1, 0, 0],
  [0, 1, 1],
  [0, 0, 1],
  [1, 1, 0],
];
const classes: Task = { units: 3, activation: 'softmax', labels: [0, 1, 2, 1] };
const answers: Task = { units: 3, activation: 'sigmoid', labels: several };

/** Losses that are not about yes or no, or one class of three. */
const ownTasks: Readonly<Record<string, Task>> = {
  categoricalGeneralizedCrossEntropy: classes,
  circle: { units: 3, activation: 'tanh', labels: [0, 1, 0, 1] },
  ctc: { units: 6, activation: 'linear', shape: [2, 3], labels: [[1], [2], [1], [2]] },
  cosineSimilarity: answers,
};

/** What a loss is about: yes or no, or one class of three. */
export const taskOf = (name: string): Task => {
  if (ownTasks[name]) return ownTasks[name];
  if (/^sparse/.test(name)) return classes;
  if (/^categorical|^topK/.test(name)) return { ...classes, labels: oneHot };
  return { units: 1, activation: 'sigmoid', labels: [[0], [1], [1], [1]] };
};

/** Predictions of twelve samples, three each, from 0 to 1; labels are near them, but not always on their side. */
const predictions = Array.from({ length: 12 }, (_, i) =>
  [0, 1, 2].map((j) => ((i * 7 + j * 5 + i * j) % 19) / 18),
);
const nearly = predictions.map((row, i) => row.map((p, j) => (p + ((i * 5 + j * 3) % 7) / 6) / 2));
const largest = (row: readonly number[]) => row.indexOf(Math.max(...row));

/** Labels and predictions for a metric. */
export const dataOf = (name: string): readonly [labels: unknown, predictions: unknown] => {
  const indices = nearly.map(largest);
  if (/^sparse/.test(name)) return [indices, predictions];
  if (/^categorical|^topK|^oneHot/.test(name))
    return [indices.map((index) => [0, 1, 2].map((at) => Number(at === index))), predictions];
  const thirds = (rows: readonly (readonly number[])[]) =>
    rows.map((row) => row.map((p) => Math.floor(p * 2.9)));
  if (/^(iou|meanIoU)$/.test(name)) return [thirds(nearly), thirds(predictions)];
  if (/Correlation$|^r2|^mean|^root|^cosine|^log/.test(name)) return [nearly, predictions];
  return [nearly.map((row) => row.map((p) => Number(p > 0.5))), predictions];
};

/** What arguments that must be there are. */
export const trainingSamples = { numClasses: 3, targetClassIds: [0], value: 0.5 };

const logits = lossOf([true]);
const smoothing = lossOf([0.1, 0.4]);
const named: Effect = lossOf(['one', 'two']);
const reduction: Effect = lossOf(['sum']);
const refusedAxis: Effect = { values: [0], seen: 'refused' };
/** Where the mean over samples is taken anyway, what a loss takes its own along shows in their sum. */
const summedAxis: Effect = lossOf([0], { reduction: 'sum' });
const threshold: Effect = lossOf([0.99]);

/** A user's own function: so many times the distance. */
export const distances =
  (times: number) =>
  (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor =>
    tf.mul(tf.mean(tf.abs(tf.sub(yTrue, yPred)), -1), times);
const own: Effect = lossOf([distances(2), distances(3)]);

const focal: Effects = { reduction, gamma: lossOf([1, 3]), fromLogits: logits, labelSmoothing: smoothing };

export const ofLoss: Readonly<Record<string, Effects>> = {
  meanSquaredError: { reduction },
  meanAbsoluteError: { reduction },
  meanAbsolutePercentageError: { reduction },
  meanSquaredLogarithmicError: { reduction },
  logCosh: { reduction },
  huber: { reduction, delta: lossOf([0.1, 0.3]) },
  cosineSimilarity: { reduction, axis: lossOf([0]) },
  binaryCrossentropy: { reduction, fromLogits: logits, labelSmoothing: smoothing, axis: summedAxis },
  binaryFocalCrossentropy: {
    ...focal,
    applyClassBalancing: lossOf([true]),
    alpha: lossOf([0.1, 0.9], { applyClassBalancing: true }),
    axis: summedAxis,
  },
  categoricalCrossentropy: { reduction, fromLogits: logits, labelSmoothing: smoothing, axis: refusedAxis },
  categoricalFocalCrossentropy: { ...focal, alpha: lossOf([0.1, 0.9]), axis: refusedAxis },
  categoricalGeneralizedCrossEntropy: { reduction, q: lossOf([0.2, 0.9]) },
  sparseCategoricalCrossentropy: {
    reduction,
    fromLogits: logits,
    ignoreClass: lossOf([1, 2]),
    axis: refusedAxis,
  },
  klDivergence: { reduction },
  poisson: { reduction },
  hinge: { reduction },
  squaredHinge: { reduction },
  categoricalHinge: { reduction },
  dice: { reduction: lossOf(['sum'], { axis: 1 }), axis: lossOf([1]) },
  tversky: {
    reduction: lossOf(['sum'], { axis: 1 }),
    axis: lossOf([1]),
    alpha: lossOf([0.2, 0.9]),
    beta: lossOf([0.2, 0.9]),
  },
  circle: {
    reduction,
    gamma: lossOf([16, 32]),
    margin: lossOf([0.2, 0.6]),
    removeDiagonal: lossOf([false]),
  },
  ctc: { reduction },
  custom: {
    compute: own,
    name: { values: ['one', 'two'], seen: 'refused', besides: { compute: () => 'no tensor' } },
    labels: {
      values: [
        [null, 2],
        [null, 3],
      ],
      seen: 'refused',
    },
  },
};

const atRate: Effects = {
  name: named,
  value: lossOf([0, 1]),
  numThresholds: lossOf([2]),
  classId: lossOf([0, 1]),
};
const counted: Effects = { name: named, threshold, thresholds: lossOf([[0.2, 0.9]]) };
const positives: Effects = {
  name: named,
  threshold,
  thresholds: lossOf([[0.2, 0.9]]),
  topK: lossOf([1]),
  classId: lossOf([0, 1]),
};
const score: Effects = {
  name: named,
  average: lossOf(['macro', 'micro', 'weighted']),
  threshold: lossOf([0.05]),
};
const overlap: Effects = {
  name: named,
  numClasses: lossOf([1]),
  ignoreClass: lossOf([0, 1]),
  sparseYPred: { values: [true], seen: 'refused' },
};
const targets: Effect = lossOf([[1], [0, 2]]);

export const ofMetric: Readonly<Record<string, Effects>> = {
  accuracy: { name: named },
  binaryAccuracy: { name: named, threshold },
  categoricalAccuracy: { name: named },
  sparseCategoricalAccuracy: { name: named },
  topKCategoricalAccuracy: { name: named, k: lossOf([1]) },
  sparseTopKCategoricalAccuracy: { name: named, k: lossOf([1]), fromSortedIds: lossOf([true]) },
  binaryCrossentropy: { name: named, fromLogits: logits, labelSmoothing: smoothing },
  categoricalCrossentropy: { name: named, fromLogits: logits, labelSmoothing: smoothing, axis: lossOf([0]) },
  sparseCategoricalCrossentropy: {
    name: named,
    fromLogits: logits,
    ignoreClass: lossOf([1, 2]),
    axis: refusedAxis,
  },
  klDivergence: { name: named },
  poisson: { name: named },
  custom: { compute: own, name: named },
  mean: { name: named },
  sum: { name: named },
  meanAbsoluteError: { name: named },
  meanSquaredError: { name: named },
  rootMeanSquaredError: { name: named },
  meanAbsolutePercentageError: { name: named },
  meanSquaredLogarithmicError: { name: named },
  logCoshError: { name: named },
  cosineSimilarity: { name: named, axis: lossOf([0]) },
  pearsonCorrelation: { name: named, axis: lossOf([0]) },
  concordanceCorrelation: { name: named, axis: lossOf([0]) },
  r2Score: {
    name: named,
    classAggregation: lossOf(['none', 'varianceWeightedAverage']),
    numRegressors: lossOf([1, 2]),
  },
  hinge: { name: named },
  squaredHinge: { name: named },
  categoricalHinge: { name: named },
  truePositives: counted,
  trueNegatives: counted,
  falsePositives: counted,
  falseNegatives: counted,
  precision: positives,
  recall: positives,
  sensitivityAtSpecificity: atRate,
  specificityAtSensitivity: atRate,
  precisionAtRecall: { ...atRate, value: lossOf([1]) },
  // the recall is whole at low precision, whatever else
  recallAtPrecision: {
    ...atRate,
    value: lossOf([0.9, 1]),
    numThresholds: lossOf([3], { value: 0.8 }),
    classId: lossOf([0, 1], { value: 0.95 }),
  },
  auc: {
    name: named,
    numThresholds: lossOf([3]),
    curve: lossOf(['PR', 'PRGAIN']),
    summationMethod: lossOf(['minoring', 'majoring']),
    thresholds: lossOf([[0.5]]),
    multiLabel: lossOf([true]),
    labelWeights: lossOf([
      [1, 0, 0],
      [0, 1, 0],
    ]),
    fromLogits: lossOf([true], { numThresholds: 3 }),
  },
  f1Score: score,
  fBetaScore: { ...score, beta: lossOf([2, 0.5]) },
  binaryIoU: { name: named, targetClassIds: lossOf([[0], [1]]), threshold },
  iou: {
    ...overlap,
    sparseYTrue: { values: [false], seen: 'refused' },
    sparseYPred: { values: [false], seen: 'refused' },
    targetClassIds: targets,
    axis: lossOf([0], { sparseYPred: false, sparseYTrue: false }),
  },
  meanIoU: {
    ...overlap,
    sparseYTrue: { values: [false], seen: 'refused' },
    sparseYPred: { values: [false], seen: 'refused' },
    axis: lossOf([0], { sparseYPred: false, sparseYTrue: false }),
  },
  oneHotIoU: { ...overlap, targetClassIds: targets, axis: lossOf([0]) },
  oneHotMeanIoU: { ...overlap, axis: lossOf([0]) },
};
