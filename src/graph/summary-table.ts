// A table in box-drawing characters, line for line as Keras prints it: the layout of Python's rich.

/** A column: its title, and what it shows of a row. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  readonly align: 'left' | 'right' | 'center';
  /** Where it ends, as a share of the line. */
  readonly end: number;
}

/** The width of each column between the borders; `undefined` where one has no room. */
const layOut = (columns: readonly Column<never>[], lineLength: number): readonly number[] | undefined => {
  const ends = [0, ...columns.map(({ end }) => Math.floor(end * lineLength))];
  const shares = columns.map((_, i) => ends[i + 1]! - ends[i]!);
  if (shares.some((share) => share < 4)) return undefined;
  // the shares leave no room for borders: rich takes three characters from each column, and one more from the last but one
  return shares.map((share, i) => share - (i === shares.length - 2 ? 2 : 1));
};

/** The lines of a cell of so many characters, broken at spaces; what is longer is cut off. */
const wrap = (text: string, width: number): readonly string[] => {
  const lines = [''];
  for (const word of text.match(/\s*\S+\s*/g) ?? []) {
    const line = lines[lines.length - 1]!;
    if (line === '' || line.length + word.trimEnd().length <= width) lines[lines.length - 1] = line + word;
    else lines.push(word);
  }
  return lines.map((line) => {
    const trimmed = line.length > width ? line.trimEnd() : line;
    return trimmed.length > width ? `${trimmed.slice(0, Math.max(0, width - 1))}…` : trimmed;
  });
};

const pad = (text: string, width: number, align: Column<never>['align']): string => {
  if (align === 'left') return text.padEnd(width);
  const bare = text.trimEnd();
  return align === 'right'
    ? bare.padStart(width)
    : bare.padStart(bare.length + Math.floor((width - bare.length) / 2)).padEnd(width);
};

/** The lines of a table `lineLength` wide; `undefined` where its columns have no room. */
export const drawTable = <Row>(
  columns: readonly Column<Row>[],
  lineLength: number,
  rows: readonly Row[],
): readonly string[] | undefined => {
  const widths = layOut(columns, lineLength);
  if (!widths) return undefined;
  const rule = (left: string, fill: string, middle: string, right: string) =>
    left + widths.map((width) => fill.repeat(width)).join(middle) + right;
  const draw = (texts: readonly string[], border: string, standsOn: 'top' | 'bottom'): readonly string[] => {
    const cells = texts.map((text, i) => wrap(text, widths[i]! - 2));
    const height = Math.max(...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, at) => {
      const line = cells.map((cell, i) => {
        const text = cell[standsOn === 'top' ? at : at - height + cell.length] ?? '';
        return ` ${pad(text, widths[i]! - 2, columns[i]!.align)} `;
      });
      return border + line.join(border) + border;
    });
  };
  return [
    rule('┏', '━', '┳', '┓'),
    ...draw(
      columns.map(({ title }) => title),
      '┃',
      'bottom',
    ),
    rule('┡', '━', '╇', '┩'),
    ...rows.flatMap((row, i) => [
      ...(i === 0 ? [] : [rule('├', '─', '┼', '┤')]),
      ...draw(
        columns.map(({ cell }) => cell(row)),
        '│',
        'top',
      ),
    ]),
    rule('└', '─', '┴', '┘'),
  ];
};
