import { isPlain } from '../errors/show.js';
import { declareAsync } from '../options/declare.js';
import { token } from '../options/kinds.js';
import type { Declares, Kind } from '../options/option.js';
import { cellNumber, parseTable, type TableOptions } from './csv/parse-table.js';
import { csvOptions, fileKind, readText, type CsvOptions } from './csv/table-options.js';

/** What a column holds. */
export type ColumnType = 'number' | 'text';
/** Columns by their names, each with what it holds. */
export type Columns = Readonly<Record<string, ColumnType>>;

/** Options of `readCsv` and `parseCsv`. */
export interface ReadCsvOptions<C extends Columns = Columns> extends CsvOptions {
  /** The columns that are wanted, by their names, and what each holds: `{ mpg: 'number', origin: 'text' }`. */
  readonly columns: C;
}

/** The columns of a table: numbers in a Float64Array, texts in a list. */
export type CsvColumns<C extends Columns> = {
  readonly [K in keyof C]: C[K] extends 'number' ? Float64Array : readonly string[];
};

const columnsKind: Kind<Columns> = {
  needs: "columns by name, each 'number' or 'text', e.g. { mpg: 'number' }",
  read: (given) =>
    isPlain(given) &&
    Object.keys(given).length > 0 &&
    Object.values(given).every((type) => type === 'number' || type === 'text')
      ? (Object.fromEntries(Object.entries(given)) as Columns)
      : undefined,
};

/** The options of `readCsv` and `parseCsv`, declared. */
const readCsvOptions = { columns: columnsKind, ...csvOptions } satisfies Declares<ReadCsvOptions>;

const columnsOf = async (what: string, text: string, columns: Columns, options: TableOptions) => {
  const names = Object.keys(columns);
  const rows = await parseTable(what, text, names, options);
  return Object.fromEntries(
    names.map((name, i) => [
      name,
      columns[name] === 'number'
        ? Float64Array.from(rows, ({ line, cells }) => cellNumber(what, name, line, cells[i]!))
        : rows.map(({ cells }) => cells[i]!),
    ]),
  );
};

interface ReadCsv {
  <const C extends Columns>(path: string | URL, options: ReadCsvOptions<C>): Promise<CsvColumns<C>>;
}

/**
 * The columns of a CSV file, in Node: those that are named, as numbers or texts.
 *
 * @param path The file, in UTF-8; its first line has the columns' names.
 * @throws FileError where there is no such file; DataError for a column that is not there, for a missing value, and for what
 * is no number, each by its line.
 * @example const { mpg, origin } = await readCsv('cars.csv', { columns: { mpg: 'number', origin: 'text' } });
 */
export const readCsv: ReadCsv = /* @__PURE__ */ declareAsync(
  { name: 'readCsv', takes: { path: fileKind }, options: readCsvOptions },
  async ({ path, columns, ...options }) => {
    const [what, text] = await readText('readCsv', path);
    return columnsOf(what, text, columns, options);
  },
);

interface ParseCsv {
  <const C extends Columns>(text: string, options: ReadCsvOptions<C>): Promise<CsvColumns<C>>;
}

/**
 * The columns of a table of text, as `readCsv` has those of a file; for pages too.
 *
 * @param text Lines of values, the first with the columns' names.
 * @throws DataError as `readCsv` does.
 * @example const { mpg } = await parseCsv('mpg,name\n18,chevrolet\n', { columns: { mpg: 'number' } });
 */
export const parseCsv: ParseCsv = /* @__PURE__ */ declareAsync(
  { name: 'parseCsv', takes: { text: token }, options: readCsvOptions },
  async ({ text, columns, ...options }) => columnsOf('parseCsv: text', text, columns, options),
);
