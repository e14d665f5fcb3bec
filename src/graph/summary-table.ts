// A table in box-drawing characters, as Keras prints it: fixed column widths, long cells wrapped.

/** A column: its title, and what it shows of a row. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  readonly align: 'left' | 'right' | 'center';
}

/** Widths for a line of 80 characters scaled to another, so that with the borders they fill it. */
const scale = (widths: readonly number[], lineLength: number): number[] => {
  const room = lineLength - widths.length - 1;
  const sum = widths.reduce((a, b) => a + b, 0);
  const scaled = widths.map((width) => Math.max(4, Math.floor((width * room) / sum)));
  // what rounding leaves goes to the first column, where names are
  scaled[0]! += room - scaled.reduce((a, b) => a + b, 0);
  return scaled;
};

/** The lines of a cell of so many characters: broken at spaces, or within a word that is too long. */
const wrap = (text: string, width: number): string[] =>
  text.split('\n').flatMap((line) => {
    const lead = /^ */.exec(line)![0];
    const lines: string[] = [];
    let current = lead;
    for (const word of line.slice(lead.length).split(' ')) {
      const next = current.trim() === '' ? current + word : `${current} ${word}`;
      if (next.length <= width) {
        current = next;
        continue;
      }
      if (current.trim() !== '') lines.push(current);
      current = word;
      for (; current.length > width; current = current.slice(width)) lines.push(current.slice(0, width));
    }
    return [...lines, current];
  });

const pad = (text: string, width: number, align: Column<unknown>['align']): string => {
  if (align === 'right') return text.padStart(width);
  if (align === 'left') return text.padEnd(width);
  return text.padStart(Math.floor((width + text.length) / 2)).padEnd(width);
};

/** A title that does not fit is cut off. */
const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width - 1)}…`;

/** The lines of a table `lineLength` wide. */
export const drawTable = <Row>(
  columns: readonly Column<Row>[],
  widthsAt80: readonly number[],
  lineLength: number,
  rows: readonly Row[],
): string[] => {
  const widths = scale(widthsAt80, lineLength);
  const rule = (left: string, fill: string, middle: string, right: string) =>
    left + widths.map((width) => fill.repeat(width)).join(middle) + right;
  const line = (cells: readonly string[], border: string) =>
    border +
    cells.map((cell, i) => ` ${pad(cell, widths[i]! - 2, columns[i]!.align)} `).join(border) +
    border;
  const drawRow = (row: Row): string[] => {
    const cells = columns.map((column, i) => wrap(column.cell(row), widths[i]! - 2));
    const height = Math.max(...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, at) =>
      line(
        cells.map((cell) => cell[at] ?? ''),
        '│',
      ),
    );
  };
  return [
    rule('┏', '━', '┳', '┓'),
    line(
      columns.map(({ title }, i) => cut(title, widths[i]! - 2)),
      '┃',
    ),
    rule('┡', '━', '╇', '┩'),
    ...rows.flatMap((row, i) => (i === 0 ? drawRow(row) : [rule('├', '─', '┼', '┤'), ...drawRow(row)])),
    rule('└', '─', '┴', '┘'),
  ];
};
