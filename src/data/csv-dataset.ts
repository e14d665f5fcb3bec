import { declareAsync } from '../options/declare.js';
import { count, flag, oneOf, text } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { freshSeed, permutation, randomStream, seedOf } from '../tfjs/random.js';
import { DataError } from '../training/data/data-error.js';
import { sizeOf, type Floats, type Ints } from './array-data.js';
import { inOrder, makeBatches, type Batches } from './batches.js';
import { cellNumber, parseTable } from './csv/parse-table.js';
import { columnNames, csvOptions, fileKind, readText, type CsvOptions } from './csv/table-options.js';
import { seedOfOrder } from './random/seed-of-order.js';

/** Labels as numbers, as indices of classes, or as rows of zeros and a one. */
export type CsvLabelMode = 'number' | 'int' | 'categorical';

/** Options of `csvDataset`. */
export interface CsvDatasetOptions<
  X extends readonly string[] = readonly string[],
  L extends CsvLabelMode = CsvLabelMode,
  N extends readonly string[] = readonly string[],
> extends CsvOptions {
  /** The names of the columns that are inputs, in their order: numbers all. */
  readonly featureColumns: X;
  /** The name of the column that is the label. */
  readonly labelColumn: string;
  /** 'number' for a column of numbers, 'int' for the indices of classes, 'categorical' for rows of zeros and a one. Default 'number'. */
  readonly labelMode?: L;
  /** The classes, in their order. Default: all that are there, sorted. */
  readonly classNames?: N;
  /** Rows in a batch. Default 32. */
  readonly batchSize?: number;
  /** Whether rows are shuffled, anew for each epoch. Default true. */
  readonly shuffle?: boolean;
  /** Where shuffling begins. Default: another each time. */
  readonly seed?: number;
}

/** The options of `csvDataset`, declared. */
const csvDatasetOptions = {
  featureColumns: columnNames,
  labelColumn: text,
  labelMode: optional(oneOf(['number', 'int', 'categorical']), 'number'),
  classNames: optional(columnNames),
  ...csvOptions,
  batchSize: optional(count, 32),
  shuffle: optional(flag, true),
  seed: optional(seedOfOrder),
} satisfies Declares<CsvDatasetOptions>;

/** Labels of a table's rows. */
type CsvLabels<L extends CsvLabelMode, N extends readonly string[]> = {
  number: Floats<[number, 1]>;
  int: Ints<[number]>;
  categorical: Floats<[number, N['length']]>;
}[L];

/** Batches of the rows of a table. */
export interface CsvBatches<X, Y, N> extends Batches<X, Y> {
  /** The classes, in the order of their indices; none where labels are numbers. */
  readonly classNames: N;
}

interface CsvDataset {
  <
    const X extends readonly string[],
    const L extends CsvLabelMode = 'number',
    const N extends readonly string[] = readonly string[],
  >(
    path: string | URL,
    options: CsvDatasetOptions<X, L, N>,
  ): Promise<CsvBatches<Floats<[number, X['length']]>, CsvLabels<L, N>, L extends 'number' ? undefined : N>>;
}

/**
 * Batches of the rows of a CSV file, in Node: named columns as inputs `[batch, columns]`, one as the label.
 *
 * @param path The file, in UTF-8; its first line has the columns' names.
 * @throws FileError where there is no such file; DataError for a column that is not there, for a missing value, for what is
 * no number, and for a class that is none of `classNames`, each by its line.
 * @example
 * const flowers = await csvDataset('iris.csv', {
 *   featureColumns: ['sepal_length', 'petal_length'], labelColumn: 'species', labelMode: 'int',
 * });
 * await net.fit(flowers, { epochs: 20 });
 */
export const csvDataset: CsvDataset = /* @__PURE__ */ declareAsync(
  { name: 'csvDataset', takes: { path: fileKind }, options: csvDatasetOptions },
  async ({ path, featureColumns, labelColumn, labelMode, classNames: given, ...options }) => {
    if (labelMode === 'number' && given !== undefined)
      throw new TypeError("csvDataset: classNames are for labelMode 'int' or 'categorical'");
    const [what, text] = await readText('csvDataset', path);
    const rows = await parseTable(what, text, [...featureColumns, labelColumn], options);
    const width = featureColumns.length;
    const values = Float32Array.from(
      rows.flatMap(({ line, cells }) =>
        featureColumns.map((column, i) => cellNumber(what, column, line, cells[i]!)),
      ),
    );
    const texts = rows.map(({ cells }) => cells[width]!);
    const classNames = labelMode === 'number' ? undefined : (given ?? [...new Set(texts)].sort());
    const indices = new Map(classNames?.map((name, i) => [name, i]));
    const labels = rows.map(({ line, cells }) => {
      if (!classNames) return cellNumber(what, labelColumn, line, cells[width]!);
      const index = indices.get(cells[width]!);
      if (index !== undefined) return index;
      throw new DataError(`${what}, line ${line}: column '${labelColumn}' has '${cells[width]!.slice(0, 60)}', which is none of classNames`); // prettier-ignore
    });
    const { shuffle, batchSize } = options;
    const seed = options.seed ?? freshSeed();
    return {
      ...makeBatches({
        samples: rows.length,
        batchSize,
        order: (epoch) =>
          shuffle ? permutation(rows.length, randomStream(seedOf(seed, epoch))) : inOrder(rows.length),
        read: (taken) => {
          const xs = new Float32Array(sizeOf('csvDataset', [taken.length, width]));
          taken.forEach((row, i) => xs.set(values.subarray(row * width, (row + 1) * width), i * width));
          const ys = Array.from(taken, (row) => labels[row]!);
          return Promise.resolve({
            xs: { values: xs, shape: [taken.length, width] },
            ys: labelBatch(ys, labelMode, classNames?.length ?? 1),
          });
        },
      }),
      classNames,
    };
  },
);

const labelBatch = (labels: readonly number[], mode: CsvLabelMode, classes: number) => {
  if (mode === 'int') return { values: Int32Array.from(labels), shape: [labels.length] };
  if (mode === 'number') return { values: Float32Array.from(labels), shape: [labels.length, 1] };
  const values = new Float32Array(labels.length * classes);
  labels.forEach((label, i) => (values[i * classes + label] = 1));
  return { values, shape: [labels.length, classes] };
};
