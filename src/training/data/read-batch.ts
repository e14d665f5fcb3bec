// The batches of a stream, as their makers give them.
import { entriesOf } from '../../errors/show.js';
import type { AnyModel } from '../../graph/model.js';
import type { OutputPlan } from '../plan.js';
import { rowCount, takeRows, type Batch, type Columns, type Weights } from './batches.js';
import { DataError } from './data-error.js';
import { freeElement } from './free-element.js';
import { expectedInputs, expectedLabels, readInputs, readLabels } from './read.js';
import { classWeights, readWeights } from './read-weights.js';
import type { NumberRows } from './rows.js';
import type { TextRows } from './text-rows.js';

/** The parts of a batch; another kind of element is freed and refused. */
export const partsOf = (
  element: unknown,
  labels: boolean | 'any',
): { readonly xs: unknown; readonly ys: unknown; readonly sampleWeight?: unknown } => {
  const { xs, ys, sampleWeight, ...others } = Object.fromEntries(entriesOf(element));
  if (
    xs !== undefined &&
    (labels === 'any' || (ys !== undefined) === labels) &&
    Object.keys(others).length === 0
  )
    return { xs, ys, sampleWeight };
  free(element);
  throw new DataError(
    labels === true
      ? 'each batch must be { xs, ys }, inputs and labels, or { xs, ys, sampleWeight }'
      : labels
        ? 'each batch must be { xs }: inputs; labels may stand beside them'
        : "each element of the data set must be { xs }: a batch of inputs; this model's train step takes no labels",
  );
};

const free = (element: unknown): void => {
  try {
    freeElement(element);
  } catch {
    // a proxy or a getter that throws holds nothing of ours
  }
};

/** A batch by the row, checked. */
export interface BatchRows extends Columns {
  readonly size: number;
  readonly xs: readonly (NumberRows | TextRows)[];
  readonly ys: readonly NumberRows[];
  readonly weights: Weights<NumberRows>;
}

/** A batch of inputs, labels and weights by the row, checked against the model and its losses. */
export const batchRows = (
  model: AnyModel,
  outputs: readonly OutputPlan[],
  {
    xs: x,
    ys: y,
    sampleWeight,
  }: { readonly xs: unknown; readonly ys: unknown; readonly sampleWeight?: unknown },
  classWeight?: Readonly<Record<number, number>>,
): BatchRows => {
  if (sampleWeight !== undefined && classWeight !== undefined)
    throw new TypeError('fit takes sampleWeight or classWeight, not both');
  const xs = readInputs(model, x);
  const ys = readLabels(model, outputs, y, xs);
  const weights = classWeight
    ? classWeights(classWeight, ys, outputs)
    : readWeights(sampleWeight, outputs, model);
  const names = [...expectedInputs(model), ...expectedLabels(outputs)].map(({ what }) => what);
  return { size: rowCount({ xs, ys, weights }, names), xs, ys, weights };
};

/** How the elements of a stream become batches; their tensors are freed: a stream makes them for each step. */
export const batchReader =
  (model: AnyModel, outputs: readonly OutputPlan[], classWeight?: Readonly<Record<number, number>>) =>
  (element: unknown): Batch => {
    const given = partsOf(element, outputs.length > 0);
    try {
      const rows = batchRows(model, outputs, given, classWeight);
      return takeRows(rows, 0, rows.size);
    } finally {
      freeElement(given);
    }
  };

/** The same for `predict`, which needs no labels. */
export const inputReader =
  (model: AnyModel) =>
  (element: unknown): Batch => {
    const given = partsOf(element, 'any');
    try {
      const columns = { xs: readInputs(model, given.xs), ys: [], weights: undefined };
      const names = expectedInputs(model).map(({ what }) => what);
      return takeRows(columns, 0, rowCount(columns, names));
    } finally {
      freeElement(given);
    }
  };
