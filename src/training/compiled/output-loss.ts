import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '../../tfjs/tensor.js';
import { counted } from '../counted.js';
import type { Batch } from '../data/batches.js';
import { reduceLoss } from '../losses/reduce.js';
import type { OutputPlan } from '../plan.js';
import { viewOf } from './heap-tensor.js';
import { rowLoss } from './losses/catalogue.js';
import type { Row, RowLoss } from './losses/row-loss.js';
import type { Planner } from './planner.js';
import type { Place } from './room.js';
import { maskOf, type Site } from './site.js';
import { rowsOf, type Value } from './value.js';

/** Computes an output's own loss on a batch, and writes its gradient by the predictions, times a factor. */
export type OutputLoss = (batch: Batch, scale: number) => number;

/** The loss of the output at a place among a model's outputs. */
export const outputLoss = (planner: Planner, output: OutputPlan, at: number, value: Value): OutputLoss => {
  const slope = value.slope && planner.slopeOf(value);
  // what a mask leaves out is left to today's operations
  const row = value.mask ? undefined : rowLoss(output.loss, value.shape.length);
  const byTensors = lossByTensors(planner.site, output, at, value, slope);
  if (!row) return byTensors;
  const { rows, columns } = rowsOf(value);
  const labelsOfRow = row.labels === 'index' ? 1 : columns;
  const isSum = output.loss.config.reduction === 'sum';
  return (batch, scale) => {
    const labels = batch.ys[at]!;
    const weights = batch.weights?.[at];
    const fits =
      labels.size === rows * labelsOfRow &&
      (!weights || weights.size === rows || weights.size === batch.size);
    if (!fits) return byTensors(batch, scale);
    const rowsOfWeight = weights ? rows / weights.size : 1;
    const weightValues = weights && viewOf(planner.heap, weights);
    const place: Row = {
      ...{ floats: planner.floats(), columns, labels: viewOf(planner.heap, labels) },
      ...{ prediction: 0, slope: 0, label: 0, factor: 0, adds: slope?.adds ?? false },
    };
    const share = isSum ? 1 : 1 / rows;
    return inRows(row, place, {
      ...{ rows, labelsOfRow, share, scale: scale * output.lossWeight },
      ...{ prediction: value.place.address / 4, slope: slope && slope.place.address / 4 },
      weightOf: (i) => (weightValues ? weightValues[Math.floor(i / rowsOfWeight)]! : 1),
    });
  };
};

const inRows = (
  { compute }: RowLoss,
  row: Row,
  given: {
    readonly rows: number;
    readonly labelsOfRow: number;
    readonly share: number;
    readonly scale: number;
    readonly prediction: number;
    readonly slope: number | undefined;
    readonly weightOf: (row: number) => number;
  },
): number => {
  let sum = 0;
  for (let i = 0; i < given.rows; i++) {
    const weight = given.weightOf(i) * given.share;
    row.prediction = given.prediction + i * row.columns;
    row.slope = given.slope === undefined ? -1 : given.slope + i * row.columns;
    row.label = i * given.labelsOfRow;
    row.factor = weight * given.scale;
    sum += compute(row) * weight;
  }
  return sum;
};

/** The same for any other loss, by tensors, as in today's loop. */
const lossByTensors =
  (
    site: Site,
    output: OutputPlan,
    at: number,
    value: Value,
    slope: { readonly place: Place; readonly adds: boolean } | undefined,
  ): OutputLoss =>
  (batch, scale) =>
    tf.tidy(() => {
      const { loss, lossWeight } = output;
      const labels = batch.ys[at]!;
      const predictions = site.take(value.place.address, value.shape);
      const mask = maskOf(site, value);
      const reduced = (predicted: tf.Tensor): tf.Scalar => {
        const losses = loss.compute(labels as unknown as Tensor, predicted as unknown as Tensor);
        return reduceLoss(
          losses,
          batch.weights?.[at] as unknown as Tensor | undefined,
          counted(output, labels, losses, mask),
          loss.config.reduction,
        ) as unknown as tf.Scalar;
      };
      if (!slope) return reduced(predictions).dataSync()[0]!;
      const found = tf.valueAndGrad(reduced as (x: tf.Tensor) => tf.Tensor)(predictions);
      const scaled = tf.mul(found.grad, lossWeight * scale);
      if (slope.adds) {
        const before = site.take(slope.place.address, value.shape);
        site.put(tf.add(before, scaled), slope.place.address);
      } else site.put(scaled, slope.place.address);
      return found.value.dataSync()[0]!;
    }) as unknown as number;
