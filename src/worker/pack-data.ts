// Data on its way to the worker: read and checked in the page, as `fit` there would, then numbers.
import type { Compiled } from '../training/compiled.js';
import { DataError } from '../training/data/data-error.js';
import type { TypedArray } from '../training/data/data.js';
import { fetchValues } from '../training/data/fetch-values.js';
import { freeElement } from '../training/data/free-element.js';
import { rowCount } from '../training/data/batches.js';
import { expectedInputs, expectedLabels, readInputs } from '../training/data/read.js';
import { batchRows, partsOf } from '../training/data/read-batch.js';
import type { Expected, NumberRows } from '../training/data/rows.js';
import { openStream, type Elements } from '../training/data/stream-batches.js';
import { isDataset, isOnce, isSequence, isStream, type BatchStream } from '../training/data/streams.js';
import type { TextRows } from '../training/data/text-rows.js';
import type { AnyModel } from '../graph/model.js';
import type { OutputPlan } from '../training/plan.js';
import type { PackedBatch, PackedData, StreamName } from './border.js';
import type { Packed } from './numbers.js';

const pack = (rows: NumberRows | TextRows, { dtype }: Pick<Expected, 'dtype'>): Packed =>
  'texts' in rows
    ? { values: rows.texts(), shape: rows.shape, dtype: 'string' }
    : {
        values: rows.values() as TypedArray,
        shape: rows.shape,
        dtype: dtype === 'int32' ? 'int32' : 'float32',
      };

const packRows = (
  model: AnyModel,
  outputs: readonly OutputPlan[],
  given: ReturnType<typeof partsOf>,
): PackedBatch => {
  const [inputs, labels] = [expectedInputs(model), expectedLabels(outputs)];
  const { xs, ys, weights } = batchRows(model, outputs, given);
  return {
    xs: xs.map((rows, i) => pack(rows, inputs[i]!)),
    ys: ys.map((rows, i) => pack(rows, labels[i]!)),
    ...(weights && { weights: weights.map((rows) => rows && pack(rows, { dtype: 'float32' })) }),
  };
};

const packedStream = (stream: StreamName, x: BatchStream<unknown>): PackedData => ({
  stream,
  length: isSequence(x) && !isDataset(x) ? x.length : undefined,
  once: isOnce(x),
});

/** Inputs alone, for a prediction. */
const packInputRows = (model: AnyModel, x: unknown): PackedBatch => {
  const inputs = expectedInputs(model);
  const xs = readInputs(model, x);
  rowCount(
    { xs, ys: [], weights: undefined },
    inputs.map(({ what }) => what),
  );
  return { xs: xs.map((rows, i) => pack(rows, inputs[i]!)) };
};

/** Inputs in memory as numbers; of batches the name alone. */
export const packInputs = (model: AnyModel, x: unknown): PackedData =>
  isStream(x) ? packedStream('samples', x) : packInputRows(model, x);

/** Data in memory as numbers; of batches the name alone, for what gives them stays where it is. */
export const packData = (
  { model, outputs }: Compiled,
  stream: StreamName,
  x: unknown,
  y: unknown,
  sampleWeight: unknown,
): PackedData =>
  isStream(x) ? packedStream(stream, x) : packRows(model, outputs, { xs: x, ys: y, sampleWeight });

/** What gives the batches of a stream in the page. */
export type StreamReader = ReturnType<typeof streamReader>;

/** A stream in the page, batch by batch as the worker asks for them; where there are no outputs to judge, inputs alone. */
export const streamReader = (model: AnyModel, outputs: readonly OutputPlan[] | 'none', stream: unknown) => {
  let current: Elements | undefined;
  const packed = async (element: unknown): Promise<PackedBatch> => {
    await fetchValues(element);
    const given = partsOf(element, outputs === 'none' ? 'any' : outputs.length > 0);
    try {
      return outputs === 'none' ? packInputRows(model, given.xs) : packRows(model, outputs, given);
    } finally {
      freeElement(given);
    }
  };
  const end = async (): Promise<void> => {
    const from = current;
    current = undefined;
    await from?.close();
  };
  const sequence = () => {
    if (!isSequence(stream)) throw new DataError('these batches cannot be had in any order');
    return stream;
  };
  return {
    begin: async (): Promise<void> => {
      if (!isOnce(stream as BatchStream<unknown>)) await end();
      current ??= await openStream(stream as BatchStream<unknown>);
    },
    next: async (): Promise<PackedBatch | undefined> => {
      if (!current) throw new DataError('the data set has not begun');
      const found = await current.next();
      return found && packed(found.element);
    },
    end,
    at: async (index: number): Promise<PackedBatch> => packed(await sequence().at(index)),
    epoch: async (hook: 'onEpochBegin' | 'onEpochEnd'): Promise<void> => sequence()[hook]?.(),
  };
};
