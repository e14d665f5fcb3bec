// Data on its way to the worker: read and checked in the page, as `fit` there would, then numbers.
import * as tf from '@tensorflow/tfjs-core';
import type { Compiled } from '../training/compiled.js';
import { DataError } from '../training/data/data-error.js';
import type { DatasetLike, SampleWeight, TypedArray } from '../training/data/data.js';
import { fetchValues } from '../training/data/fetch-values.js';
import {
  elementOf,
  expectedInputs,
  expectedLabels,
  isDataset,
  readInputs,
  readLabels,
  readWeights,
} from '../training/data/read.js';
import type { Expected, NumberRows } from '../training/data/rows.js';
import type { TextRows } from '../training/data/text-rows.js';
import type { DatasetName, PackedBatch, PackedData } from './border.js';
import type { Packed } from './numbers.js';

const pack = (rows: NumberRows | TextRows, { dtype }: Pick<Expected, 'dtype'>): Packed =>
  'texts' in rows
    ? { values: rows.texts(), shape: rows.shape, dtype: 'string' }
    : {
        values: rows.values() as TypedArray,
        shape: rows.shape,
        dtype: dtype === 'int32' ? 'int32' : 'float32',
      };

const packRows = ({ model, outputs }: Compiled, x: unknown, y: unknown): PackedBatch => {
  const [inputs, labels] = [expectedInputs(model), expectedLabels(outputs)];
  const xs = readInputs(model, x);
  return {
    xs: xs.map((rows, i) => pack(rows, inputs[i]!)),
    ys: readLabels(model, outputs, y, xs).map((rows, i) => pack(rows, labels[i]!)),
  };
};

/** Data in memory as numbers; of a data set the name alone, for it stays where it is. */
export const packData = (
  compiled: Compiled,
  name: DatasetName,
  x: unknown,
  y: unknown,
  sampleWeight: SampleWeight | undefined,
): PackedData => {
  if (isDataset(x)) return { dataset: name };
  return {
    ...packRows(compiled, x, y),
    ...(sampleWeight !== undefined && {
      sampleWeight: pack(readWeights(sampleWeight, compiled.outputs), { dtype: 'float32' }),
    }),
  };
};

/** A data set in the page, batch by batch as the worker asks for them. */
export const datasetReader = (compiled: Compiled, dataset: DatasetLike | undefined) => {
  let current: Awaited<ReturnType<DatasetLike['iterator']>> | undefined;
  return {
    begin: async (): Promise<void> => {
      current = await dataset!.iterator();
    },
    next: async (): Promise<PackedBatch | undefined> => {
      if (!current) throw new DataError('the data set has not begun');
      const { value, done } = await current.next();
      if (done || value === null || value === undefined) return undefined;
      await fetchValues(value);
      const { xs, ys } = elementOf(value, compiled.outputs.length > 0);
      try {
        return packRows(compiled, xs, ys);
      } finally {
        tf.dispose([xs, ys] as tf.TensorContainer);
      }
    },
  };
};
