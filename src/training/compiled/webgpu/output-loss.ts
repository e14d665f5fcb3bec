// An output's loss and metrics on a graphics card.
import {
  absolute,
  absoluteError,
  binaryCrossEntropy,
  binaryMatch,
  categoricalCrossEntropy,
  categoricalMatch,
  rowLosses,
  sparseCrossEntropy,
  sparseMatch,
  squared,
  squaredError,
  type CardLoss,
  type CardMeasure,
} from '../../../backends/webgpu/compiled/row-losses.js';
import { groupsOfRows, rowSums } from '../../../backends/webgpu/compiled/reductions.js';
import type { AnyLoss } from '../../losses/loss.js';
import type { OutputPlan, PlannedMetric } from '../../plan.js';
import type { Measured } from '../../trackers.js';
import { NoPlan } from '../no-plan.js';
import type { Block } from '../room.js';
import { rowsOf, type Value } from '../value.js';
import type { CardPlanner } from './planner.js';

type Config = Readonly<Record<string, unknown>>;
type Shape = readonly number[];

/** An output's labels, and its samples' weights, as far as a plan hangs on them. */
export interface GivenLabels {
  /** Not there where they are not known yet. */
  readonly labels: Shape | undefined;
  readonly weights: Shape | undefined;
}

/** An output's part of a step. */
export interface PlannedLoss {
  readonly labels: Block;
  readonly weights: Block | undefined;
  /** Where what comes of a step stands, and how many floats of it. */
  readonly record: Block;
  readonly floats: number;
  /** What they say: its loss, and its metrics. */
  readonly read: (record: Float32Array) => { readonly loss: number; readonly measured: readonly Measured[] };
}

const losses: Readonly<Record<string, (config: Config) => CardLoss>> = {
  MeanSquaredError: () => squared,
  MeanAbsoluteError: () => absolute,
  SparseCategoricalCrossentropy: ({ fromLogits }) => sparseCrossEntropy(fromLogits === true),
  CategoricalCrossentropy: ({ fromLogits, labelSmoothing }) =>
    categoricalCrossEntropy(fromLogits === true, Number(labelSmoothing ?? 0)),
  BinaryCrossentropy: ({ fromLogits, labelSmoothing }) =>
    binaryCrossEntropy(fromLogits === true, Number(labelSmoothing ?? 0)),
};

const lossOf = ({ className, config, name }: AnyLoss, axes: number): CardLoss => {
  const { reduction = 'sumOverBatchSize', axis = -1, ignoreClass } = config as Config;
  const made = Object.hasOwn(losses, className) ? losses[className]! : undefined;
  const isPlain = (axis === -1 || axis === axes - 1) && (ignoreClass ?? undefined) === undefined;
  if (!made || !isPlain || axes < 2 || reduction === 'meanWithSampleWeight')
    throw new NoPlan(`the loss '${name}' as it is given has no plan on 'webgpu'`);
  return made(config);
};

/** By class; `accuracy` is told by the shapes of labels and predictions, as Keras tells it. */
const measures: Readonly<Record<string, (config: Config, labels: Shape, outputs: Shape) => CardMeasure>> = {
  Accuracy: (_, labels, outputs) => {
    if (outputs.at(-1) === 1) return binaryMatch(0.5);
    const isSparse = labels.length < outputs.length || (labels.length > 1 && labels.at(-1) === 1);
    return isSparse ? sparseMatch : categoricalMatch;
  },
  SparseCategoricalAccuracy: () => sparseMatch,
  CategoricalAccuracy: () => categoricalMatch,
  BinaryAccuracy: ({ threshold }) => binaryMatch(threshold as number),
  MeanSquaredError: () => squaredError,
  MeanAbsoluteError: () => absoluteError,
};

const measureOf = ({ metric, name }: PlannedMetric, labels: Shape, outputs: Shape): CardMeasure => {
  const made = Object.hasOwn(measures, metric.className) ? measures[metric.className]! : undefined;
  if (!made) throw new NoPlan(`the metric '${name}' has no plan on 'webgpu'`);
  return made(metric.config, labels, outputs);
};

/** Plans an output's loss, its gradient by the predictions, and its metrics. */
export const planLoss = (
  planner: CardPlanner,
  { loss, lossWeight, metrics, name }: OutputPlan,
  value: Value,
  given: GivenLabels,
): PlannedLoss => {
  if (value.slope === undefined) throw new NoPlan(`the output ${name ?? ''} hangs on nothing that learns`);
  const made = lossOf(loss, value.shape.length);
  const { rows, columns } = rowsOf(value);
  const perRow = made.labels === 'index' ? 1 : columns;
  const labels = given.labels ?? (perRow === 1 ? value.shape.slice(0, -1) : value.shape);
  const sizeOf = (shape: Shape) => shape.reduce((all, axis) => all * axis, 1);
  const wanted = metrics.map((each) => ({
    ...{ measure: measureOf(each, labels, value.shape), isWeighted: each.isWeighted },
  }));
  const weighed = given.weights && sizeOf(given.weights);
  if (
    sizeOf(labels) !== rows * perRow ||
    wanted.some(({ measure }) => measure.labels !== made.labels && columns > 1)
  )
    throw new NoPlan('the labels are not those that the loss or a metric has a plan for');
  if (weighed !== undefined && weighed !== rows && weighed !== value.shape[0])
    throw new NoPlan('the weights of samples are of a shape that has no plan');
  const places = {
    labels: planner.keepForGood(rows * perRow),
    weights: weighed === undefined ? undefined : planner.keepForGood(weighed),
  };
  const floats = 2 + metrics.length;
  const { place: slope, adds } = planner.slopeOf(value);
  const results = planner.keepForGood(floats * rows);
  const record = planner.keepForGood(floats);
  planner.dispatch(
    rowLosses(
      made,
      wanted,
      weighed !== undefined,
      adds ? 'added' : 'written',
      loss.config.reduction === 'sum' ? 1 : 1 / rows,
      lossWeight,
    ),
    {
      ...{ predictions: value.place, labels: places.labels, results, slope },
      ...(places.weights && { weights: places.weights }),
    },
    { rows, columns, rows_of_weight: weighed === undefined ? 1 : rows / weighed },
    groupsOfRows(rows, planner.mostGroups),
  );
  planner.dispatch(
    rowSums,
    { from: results, to: record },
    { rows: floats, columns: rows },
    groupsOfRows(floats, planner.mostGroups),
  );
  return {
    ...{ ...places, record, floats },
    read: ([sum, weight, ...sums]) => ({
      loss: sum!,
      measured: sums.map((each, i) => ({
        ...{ sum: each, count: metrics[i]!.isWeighted ? weight! : rows },
      })),
    }),
  };
};
