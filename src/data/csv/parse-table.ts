// Tables of text: lines of values between delimiters, the first line with the columns' names.
import { orElse } from '../../errors/suggest.js';
import { DataError } from '../../training/data/data-error.js';

/** How a table is read. */
export interface TableOptions {
  readonly delimiter: string;
  readonly header: readonly string[] | undefined;
  readonly missing: readonly string[];
  readonly skipMissing: boolean;
}

/** A row of a table, and the line of the file that it ends at. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of a table, each with the cells of some columns, in their order. */
export const parseTable = async (
  what: string,
  text: string,
  columns: readonly string[],
  { delimiter, header, missing, skipMissing }: TableOptions,
): Promise<readonly TableRow[]> => {
  // the build for pages runs in Node too
  const { parse } = await import('csv-parse/browser/esm/sync');
  let records: readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
  try {
    records = parse(text, { bom: true, delimiter, info: true, skip_empty_lines: true, trim: true }) as never;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DataError(`${what} cannot be read as a table: ${why}`, { cause });
  }
  const names = header ?? records[0]?.record;
  if (!names) throw new DataError(`${what} is empty: there is no line with the columns' names`);
  const places = columns.map((column) => {
    const place = names.indexOf(column);
    if (place >= 0) return place;
    throw new DataError(`${what} has no column '${column}'; ${orElse(column, names, 'it has')}`);
  });
  const rows: TableRow[] = [];
  for (const { record, info } of header ? records : records.slice(1)) {
    const cells = places.map((place) => record[place] ?? '');
    const lacks = cells.findIndex((cell) => missing.includes(cell));
    if (lacks < 0) rows.push({ line: info.lines, cells });
    else if (!skipMissing)
      throw new DataError(
        `${what}, line ${info.lines}: column '${columns[lacks]}' has no value${cells[lacks] ? ` ('${cells[lacks]}')` : ''}; fill it in, or leave such rows out by skipMissing: true`,
      );
  }
  if (rows.length === 0)
    throw new DataError(`${what} has no rows${skipMissing ? ' without a missing value' : ''}`);
  return rows;
};

/** A cell as a number. */
export const cellNumber = (what: string, column: string, line: number, cell: string): number => {
  const value = cell === '' ? Number.NaN : Number(cell);
  if (Number.isFinite(value)) return value;
  throw new DataError(
    `${what}, line ${line}: column '${column}' must be a number, got '${cell.slice(0, 60)}'`,
  );
};
