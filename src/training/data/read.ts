import type { AnyModel } from '../../graph/model.js';
import type { AnyTensor } from '../../graph/symbolic-tensor.js';
import { isList, isPlain } from '../../errors/show.js';
import type { Sizes } from '../../shapes/sizes.js';
import { partName } from './part-name.js';
import { labelMisfit } from '../label-misfit.js';
import { lossName } from '../losses/loss-name.js';
import { suggest } from '../../errors/suggest.js';
import { ownLabels, type OutputPlan } from '../plan.js';
import { bindRows } from './bind-rows.js';
import { DataError } from './data-error.js';
import type { AnyData } from './data.js';
import { toRows, type Expected, type NumberRows, type Rows } from './rows.js';
import { isStream } from './streams.js';
import { toTextRows, type TextRows } from './text-rows.js';

/** The options of `fit` and `evaluate`: after inputs and labels, or after a stream of batches, which has its labels with it. */
export const optionsOf = <O extends object>(
  where: string,
  { x, y, takesLabels }: { readonly x: unknown; readonly y: unknown; readonly takesLabels: boolean },
  given: O | undefined,
): O | undefined => {
  if (takesLabels && !isStream(x)) return given;
  if (given !== undefined)
    throw new TypeError(
      isStream(x)
        ? `${where} takes batches and then the options: the batches have the labels`
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
