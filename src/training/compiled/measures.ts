// Metrics that are read off the predictions where they stand, in one walk.
import type { Batch } from '../data/batches.js';
import type { OutputPlan, PlannedMetric } from '../plan.js';
import type { Measured } from '../trackers.js';
import { viewOf } from './heap-tensor.js';
import type { Planner } from './planner.js';
import { rowsOf, type Value } from './value.js';

type Numbers = ArrayLike<number>;

/** A row's value: of the predictions from one place on, and the labels from another. */
type OfRow = (predictions: Numbers, at: number, labels: Numbers, label: number, columns: number) => number;

/** How a metric is measured, and how many labels a row has: one, or one for each column. */
interface Walk {
  readonly ofRow: OfRow;
  readonly labels: 'index' | 'columns';
}

/** The place of the largest of some numbers, the first where there are several; one that is no number is passed over. */
const largestOf = (numbers: Numbers, from: number, count: number): number => {
  let [best, most] = [0, -Infinity];
  for (let i = 0; i < count; i++) {
    const each = numbers[from + i]!;
    if (each > most) [best, most] = [i, each];
  }
  return best;
};

const meanOf =
  (value: (prediction: number, label: number) => number): OfRow =>
  (predictions, at, labels, label, columns) => {
    let sum = 0;
    for (let i = 0; i < columns; i++) sum += value(predictions[at + i]!, labels[label + i]!);
    return sum / columns;
  };

const sparse: Walk = {
  labels: 'index',
  ofRow: (predictions, at, labels, label, columns) =>
    Number(Math.trunc(labels[label]!) === largestOf(predictions, at, columns)),
};
const categorical: Walk = {
  labels: 'columns',
  ofRow: (predictions, at, labels, label, columns) =>
    Number(largestOf(labels, label, columns) === largestOf(predictions, at, columns)),
};
const binary = (threshold: number): Walk => ({
  labels: 'columns',
  ofRow: meanOf((prediction, label) => Number(label === Number(prediction > threshold))),
});

/** By class; `accuracy` is told by the shapes of labels and predictions, as Keras tells it. */
const known: Readonly<
  Record<
    string,
    (config: Readonly<Record<string, unknown>>, labels: readonly number[], outputs: readonly number[]) => Walk
  >
> = {
  Accuracy: (_, labels, outputs) => {
    if (outputs.at(-1) === 1) return binary(0.5);
    const isSparse = labels.length < outputs.length || (labels.length > 1 && labels.at(-1) === 1);
    return isSparse ? sparse : categorical;
  },
  SparseCategoricalAccuracy: () => sparse,
  CategoricalAccuracy: () => categorical,
  BinaryAccuracy: ({ threshold }) => binary(Math.fround(threshold as number)),
  MeanSquaredError: () => ({ labels: 'columns', ofRow: meanOf((p, y) => (p - y) * (p - y)) }),
  MeanAbsoluteError: () => ({ labels: 'columns', ofRow: meanOf((p, y) => Math.abs(p - y)) }),
};

/** Measures a metric of an output on a batch; undefined where it takes tensors. */
export const measure = (
  { heap, site }: Planner,
  { metric, isWeighted }: PlannedMetric,
  at: number,
  value: Value,
  batch: Batch,
): Measured | undefined => {
  if (value.mask) return undefined;
  const made = Object.hasOwn(known, metric.className) ? known[metric.className]! : undefined;
  const labels = batch.ys[at]!;
  if (!(made ?? metric.sumsOfRows) || value.shape.length < 2) return undefined;
  const walk = made?.(metric.config, labels.shape, value.shape);
  const { rows, columns } = rowsOf(value);
  const labelsOfRow = walk?.labels === 'index' ? 1 : columns;
  const weights = isWeighted ? batch.weights?.[at] : undefined;
  if (labels.size !== rows * labelsOfRow) return undefined;
  if (weights && weights.size !== rows && weights.size !== batch.size) return undefined;
  const given = viewOf(heap, labels);
  const floats = new Float32Array(site.memory.wasm.HEAPU8.buffer, value.place.address, value.size);
  const weightValues = weights && viewOf(heap, weights);
  const rowsOfWeight = weights ? rows / weights.size : 1;
  const weightOf = weightValues && ((row: number) => weightValues[Math.floor(row / rowsOfWeight)]!);
  if (!walk) {
    const sums = metric.sumsOfRows!({ predictions: floats, labels: given, count: rows, columns, weightOf });
    return sums && { sums };
  }
  let [sum, count] = [0, 0];
  for (let i = 0; i < rows; i++) {
    const weight = weightOf ? weightOf(i) : 1;
    sum += weight * walk.ofRow(floats, i * columns, given, i * labelsOfRow, columns);
    count += weight;
  }
  return { sum, count };
};

/** The measures of all metrics of an output. */
export const measureOutput = (
  planner: Planner,
  { metrics }: OutputPlan,
  at: number,
  value: Value,
  batch: Batch,
): readonly (Measured | undefined)[] => metrics.map((each) => measure(planner, each, at, value, batch));
