// Weights of samples, given or by class, as rows.
import { showShape, type Shape } from '../../shapes/shape.js';
import { hasMember, isList, isPlain } from '../../errors/show.js';
import { suggest } from '../../errors/suggest.js';
import { ownLabels, type OutputPlan } from '../plan.js';
import type { Weights } from './batches.js';
import { DataError } from './data-error.js';
import type { AnyData } from './data.js';
import { classesOf, toRows, type NumberRows } from './rows.js';

/** How weights are given by output: whether the outputs stand in a list. */
export interface OutputsOf {
  readonly outputsListed: boolean;
}

/** Weights of samples, or of their steps, for each output: one for all outputs, or by output, where some may be left out. */
export const readWeights = (
  weights: unknown,
  outputs: readonly OutputPlan[],
  { outputsListed }: OutputsOf,
): Weights<NumberRows> => {
  if (weights === undefined) return undefined;
  // a step of the model's own is given one weight for each sample
  const isOwn = outputs[0]?.loss === ownLabels;
  const names = isOwn || outputs[0]?.name === undefined ? undefined : outputs.map(({ name }) => name!);
  const given = byOutput(weights, names, outputsListed);
  if (!given) {
    const shared = readOne('sampleWeight', weights, outputs[0]);
    // a step of the model's own may take no labels
    return outputs.length > 0 ? outputs.map(() => shared) : [shared];
  }
  return outputs.map((output, i) => {
    const what = outputsListed ? `sampleWeight[${i}]` : `sampleWeight.${output.name!}`;
    return given[i] === undefined ? undefined : readOne(what, given[i], output);
  });
};

/** Weights by output, in the outputs' order; `undefined` where they are for all of them. */
const byOutput = (
  weights: unknown,
  names: readonly string[] | undefined,
  listed: boolean,
): readonly unknown[] | undefined => {
  if (!names) return undefined;
  if (listed && isList(weights) && typeof weights[0] !== 'number') {
    if (weights.length === names.length) return weights;
    throw new DataError(
      `sampleWeight must be a weight for each sample, or a list of ${names.length}: ${names.join(', ')}; got a list of ${weights.length}`,
    );
  }
  if (!isPlain(weights) || hasMember(weights, 'shape')) return undefined;
  const stranger = Object.keys(weights).find((key) => !names.includes(key));
  if (stranger !== undefined) {
    const near = suggest(stranger, names);
    throw new DataError(
      `sampleWeight has '${stranger}', but the model has ${names.join(', ')}${near ? `; did you mean '${near}'?` : ''}`,
    );
  }
  return names.map((name) => (weights as Readonly<Record<string, unknown>>)[name]);
};

const readOne = (what: string, weights: unknown, output: OutputPlan | undefined): NumberRows => {
  const steps = (output?.shape ?? []).slice(0, -1);
  const shape: Shape = rankOf(weights) > 1 && steps.length > 1 ? steps : [null];
  return toRows(weights as AnyData, { what, shape, dtype: 'float32' });
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
): Weights<NumberRows> => {
  if (labels.length !== 1) throw new TypeError('classWeight is for models of one output; use sampleWeight');
  const [rows, { shape }] = [labels[0]!, outputs[0]!];
  const perSample = rows.shape.at(-1) === 1 ? rows.shape.slice(0, -1) : rows.shape;
  if (perSample.length > 2 || (perSample.length === 2 && shape.length > 2))
    throw new DataError(
      `classWeight is for one label for each sample, but y has shape ${showShape(rows.shape)}; weigh steps by sampleWeight, [batch, steps]`,
    );
  return [
    readOne(
      'sampleWeight',
      classesOf(rows).map((label) => weights[label] ?? 1),
      outputs[0]!,
    ),
  ];
};
