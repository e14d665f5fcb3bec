import * as tf from '@tensorflow/tfjs-core';
import type { AnyModel } from '../../graph/model.js';
import type { AnyTensor } from '../../graph/symbolic-tensor.js';
import { showShape, type Shape } from '../../shapes/shape.js';
import type { Sizes } from '../../shapes/sizes.js';
import { hasMember, isList, isPlain } from '../../errors/show.js';
import { partName } from './part-name.js';
import { labelMisfit } from '../label-misfit.js';
import { lossName } from '../losses/loss.js';
import { suggest } from '../../errors/suggest.js';
import { ownLabels, type OutputPlan } from '../plan.js';
import { rowCount, type Batch } from './batches.js';
import { bindRows } from './bind-rows.js';
import { DataError } from './data-error.js';
import type { AnyData, DatasetLike } from './data.js';
import { classesOf, toRows, type Expected, type NumberRows, type Rows } from './rows.js';
import { toTextRows, type TextRows } from './text-rows.js';

/** Whether inputs are a stream of batches. */
export const isDataset = (x: unknown): x is DatasetLike =>
  hasMember(x, 'iterator') && typeof (x as { iterator?: unknown }).iterator === 'function';

/** The options of `fit` and `evaluate`: after inputs and labels, or after a data set, which has its labels with it. */
export const optionsOf = <O extends object>(
  where: string,
  { x, y, takesLabels }: { readonly x: unknown; readonly y: unknown; readonly takesLabels: boolean },
  given: O | undefined,
): O | undefined => {
  if (takesLabels && !isDataset(x)) return given;
  if (given !== undefined)
    throw new TypeError(
      isDataset(x)
        ? `${where} takes a data set and then the options: the data set has the labels`
        : `${where} takes inputs and then the options: this model's train step takes no labels`,
    );
  return y as O | undefined;
};

/** What each input of a model must be. */
export const expectedInputs = (model: AnyModel): readonly Expected[] =>
  model.graph.inputs.map(({ tensor }, i) => ({
    what: partName('x', i, model.inputNames, model.inputsListed),
    shape: tensor.shape,
    dtype: tensor.dtype,
    whole: tensor.dtype === 'int32',
    indices: indicesInto(model, tensor),
  }));

/** How many rows the smallest embedding has that an input goes straight into. */
const indicesInto = (model: AnyModel, input: AnyTensor): number | undefined => {
  const rows = model.graph.calls
    .filter(({ layer, inputs }) => layer.spec.className === 'Embedding' && inputs[0] === input)
    .map(({ layer }) => layer.spec.config['inputDim'] as number);
  return rows.length > 0 ? Math.min(...rows) : undefined;
};

/** What the labels of each output must be. */
export const expectedLabels = (outputs: readonly OutputPlan[]): readonly Expected[] =>
  outputs.map(({ labelsAt, shape, labelShape, loss }) => ({
    what: labelsAt,
    shape: labelShape,
    // labels of a step of the model's own are the model's, as its inputs are
    ...(loss !== ownLabels && {
      misfit: (given: Sizes) =>
        labelMisfit(labelsAt === 'y' ? '' : `${labelsAt}: `, lossName(loss), labelShape, shape, given),
    }),
    dtype: loss.labelDtype ?? 'float32',
    isOpen: loss.anyLabels,
  }));

/** The parts of data that is given by itself, by name, or in a list (which may come by name too, as in Keras). */
export const parts = (
  what: string,
  data: unknown,
  names: readonly string[] | undefined,
  listed: boolean,
): readonly unknown[] => {
  if (!names) return [data];
  if (listed && isList(data)) {
    if (data.length === names.length) return data;
    throw new DataError(`${what} must be a list of ${names.length}: ${names.join(', ')}; got ${data.length}`);
  }
  if (listed && (!isPlain(data) || 'shape' in data))
    throw new DataError(`${what} must be a list of ${names.length}: ${names.join(', ')}`);
  if (!isPlain(data)) throw new DataError(`${what} must be given by name: { ${names.join(', ')} }`);
  const stranger = Object.keys(data).find((key) => !names.includes(key));
  if (stranger !== undefined) {
    const near = suggest(stranger, names);
    throw new DataError(
      `${what} has '${stranger}', but the model has ${names.join(', ')}${near ? `; did you mean '${near}'?` : ''}`,
    );
  }
  return names.map((name) => {
    const part = (data as Readonly<Record<string, unknown>>)[name];
    if (part === undefined)
      throw new DataError(`${what} lacks '${name}': the model needs ${names.join(', ')}`);
    return part;
  });
};

/** Inputs as rows, checked. */
export const readInputs = (model: AnyModel, x: unknown): readonly (NumberRows | TextRows)[] => {
  const given = parts('x', x, model.inputNames, model.inputsListed);
  const expected = expectedInputs(model);
  const xs = expected.map((each, i) =>
    (each.dtype === 'string' ? toTextRows : toRows)(given[i] as AnyData, each),
  );
  bindRows(xs, expected);
  return xs;
};

/** Labels as rows, checked against the loss too, and against the inputs where axes have names. */
export const readLabels = (
  model: AnyModel,
  outputs: readonly OutputPlan[],
  y: unknown,
  xs: readonly Rows[],
): readonly NumberRows[] => {
  if (outputs.length === 0) return [];
  const names = outputs[0]!.name === undefined ? undefined : outputs.map(({ name }) => name!);
  const given = parts('y', y, names, model.outputsListed);
  const expected = expectedLabels(outputs);
  const ys = expected.map((each, i) => {
    const rows = toRows(given[i] as AnyData, each);
    const sentence = outputs[i]!.loss.checkLabels?.(rows.values(), outputs[i]!.shape);
    if (sentence !== undefined) throw new DataError(`${each.what}: ${sentence}`);
    return rows;
  });
  bindRows(ys, expected, bindRows(xs, expectedInputs(model)));
  return ys;
};

/** Weights of samples, or of their steps, as rows; steps are those of the first output. */
export const readWeights = (weights: unknown, outputs: readonly OutputPlan[]): NumberRows => {
  const steps = (outputs[0]?.shape ?? []).slice(0, -1);
  const shape: Shape = rankOf(weights) > 1 && steps.length > 1 ? steps : [null];
  return toRows(weights as AnyData, { what: 'sampleWeight', shape, dtype: 'float32' });
};

const rankOf = (data: unknown): number => {
  if (isList(data)) return 1 + rankOf(data[0]);
  const { shape } = (hasMember(data, 'shape') ? data : {}) as { readonly shape?: Shape };
  return shape?.length ?? (ArrayBuffer.isView(data) ? 1 : 0);
};

/** The weight of each sample: that of its class. */
export const classWeights = (
  weights: Readonly<Record<number, number>>,
  labels: readonly NumberRows[],
  outputs: readonly OutputPlan[],
): Rows => {
  if (labels.length !== 1) throw new TypeError('classWeight is for models of one output; use sampleWeight');
  const [rows, { shape }] = [labels[0]!, outputs[0]!];
  const perSample = rows.shape.at(-1) === 1 ? rows.shape.slice(0, -1) : rows.shape;
  if (perSample.length > 2 || (perSample.length === 2 && shape.length > 2))
    throw new DataError(
      `classWeight is for one label for each sample, but y has shape ${showShape(rows.shape)}; weigh steps by sampleWeight, [batch, steps]`,
    );
  return readWeights(
    classesOf(rows).map((label) => weights[label] ?? 1),
    outputs,
  );
};

/** The two parts of a data set's element; another kind of element is freed and refused. */
export const elementOf = (
  element: unknown,
  takesLabels: boolean,
): { readonly xs: unknown; readonly ys: unknown } => {
  const { xs, ys, ...others } = (typeof element === 'object' && element !== null ? element : {}) as {
    xs?: unknown;
    ys?: unknown;
  };
  if (xs !== undefined && (ys !== undefined) === takesLabels && Object.keys(others).length === 0)
    return { xs, ys };
  tf.dispose(element as tf.TensorContainer);
  throw new DataError(
    takesLabels
      ? 'each element of a data set must be { xs, ys }: a batch of inputs and of labels'
      : "each element of the data set must be { xs }: a batch of inputs; this model's train step takes no labels",
  );
};

/** How the elements of a data set become batches: `{ xs, ys }`, tensors with their batch axis. */
export const datasetReader =
  (model: AnyModel, outputs: readonly OutputPlan[], classWeight?: Readonly<Record<number, number>>) =>
  (element: unknown): Batch => {
    const { xs, ys } = elementOf(element, outputs.length > 0);
    try {
      const inputs = readInputs(model, xs);
      const labels = readLabels(model, outputs, ys, inputs);
      const weights = classWeight && classWeights(classWeight, labels, outputs);
      const names = [...expectedInputs(model), ...expectedLabels(outputs)].map(({ what }) => what);
      const size = rowCount({ xs: inputs, ys: labels, weights }, names);
      return {
        size,
        xs: inputs.map((rows) => rows.take(0, size)),
        ys: labels.map((rows) => rows.take(0, size)),
        weights: weights?.take(0, size),
      };
    } finally {
      // the element is ours to free: tf.data makes one for each step
      tf.dispose([xs, ...(ys === undefined ? [] : [ys])] as tf.TensorContainer);
    }
  };
