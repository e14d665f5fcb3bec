import { declare } from '../../options/declare.js';
import { flag, text } from '../../options/kinds.js';
import { optional, type Declares, type Kind } from '../../options/option.js';
import type { Callback, Logs } from '../../training/callbacks/callback.js';
import { appendTo, cutTo, endsLine, lengthOf } from './append.js';
import { needsNode } from './needs-node.js';

/** Options of `csvLogger`. */
export interface CSVLoggerOptions {
  /** What stands between two values: one character. Default `','`. */
  readonly separator?: string;
  /** Whether rows are added to a file that is there, and not put in its place. Default false. */
  readonly append?: boolean;
}

const oneCharacter: Kind<string> = {
  needs: "one character, no quotation mark or line's end",
  read: (given) => (typeof given === 'string' && /^[^"\r\n]$/u.test(given) ? given : undefined),
};

/**
 * Writes a row for each epoch into a CSV file, in Node: the epoch, counted from 0, and the logs by name, as Keras's
 * `CSVLogger` does, number for number. The first epoch's names are the columns; those of validation stand there in any
 * case, and what an epoch lacks is `NA`. A row is on the disk before training goes on.
 *
 * @param filename The file; folders that it wants are made.
 * @example fit(x, y, { epochs: 5, callbacks: [callbacks.csvLogger('runs/first.csv')] })
 * @throws TypeError for an option that does not exist. FileError in a page, and where the file cannot be written; the rows
 * that are there stay as they are.
 * @see https://keras.io/api/callbacks/csv_logger/
 */
export const csvLogger: (filename: string, options?: CSVLoggerOptions) => Callback = declare(
  {
    name: 'csvLogger',
    takes: { filename: text },
    options: {
      separator: optional(oneCharacter, ','),
      append: optional(flag, false),
    } satisfies Declares<CSVLoggerOptions>,
  },
  ({ filename, separator, append }): Callback => {
    needsNode('csvLogger', filename);
    let columns: readonly string[] | undefined;
    /** How long the file is, so far as it is this run's. */
    let length: number | undefined;
    const rowOf = (values: readonly string[]) =>
      `${values.map((value) => quoted(value, separator)).join(separator)}\r\n`;

    return {
      onTrainBegin: async () => {
        columns = undefined;
        length = append ? await lengthOf(filename) : undefined;
      },
      onEpochEnd: async (epoch, logs) => {
        // what is there goes only now: a run that goes on with one of before is told of it after onTrainBegin
        const fresh = length === undefined;
        length ??= 0;
        // a row that a crash has cut short stays by itself
        const start = !columns && length > 0 && !(await endsLine(filename, length)) ? '\r\n' : '';
        const hasHeader = columns !== undefined || length > 0;
        columns ??= columnsOf(logs);
        const row = [String(epoch), ...columns.map((name) => valueOf(logs, name))];
        const rows = start + (hasHeader ? '' : rowOf(['epoch', ...columns])) + rowOf(row);
        length = await appendTo(filename, rows, { from: length, fresh });
      },
      getState: () => ({ columns, length }),
      setState: async (state) => {
        if (typeof state['length'] !== 'number') return;
        length = await cutTo(filename, state['length']);
        // where the file is no more, the rest of the run begins a new one
        columns = length > 0 ? (state['columns'] as typeof columns) : undefined;
      },
    };
  },
);

/** Keras's columns: the names of the first logs, sorted, and theirs of validation where none is among them. */
const columnsOf = (logs: Logs): readonly string[] => {
  const names = Object.keys(logs).sort();
  return names.some((name) => name.startsWith('val_'))
    ? names
    : [...names, ...names.map((name) => `val_${name}`)];
};

const valueOf = (logs: Logs, name: string): string =>
  Object.hasOwn(logs, name) ? pythonFloat(logs[name]!) : 'NA';

/** A number as Python prints a float: `1.0`, `1e-05`, `nan`. */
export const pythonFloat = (value: number): string => {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e16))
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? `${value}.0` : String(value);
};

/** A field of Python's `csv.excel`: in quotation marks where it would not be one by itself. */
const quoted = (value: string, separator: string): string =>
  value.includes(separator) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
