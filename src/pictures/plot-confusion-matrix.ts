import { scaleLinear } from 'd3-scale';
import { isList } from '../errors/show.js';
import { declare } from '../options/declare.js';
import { countBetween, listOf, text as words } from '../options/kinds.js';
import { optional, type Declares, type Kind } from '../options/option.js';
import { DataError } from '../training/data/data-error.js';
import { cutTo, svg, tag, text, widthOf } from './svg.js';

/** Options of `plotConfusionMatrix`. */
export interface PlotConfusionMatrixOptions {
  /** A name for each class, in order. Default: their numbers. */
  readonly classNames?: readonly string[];
  /** Of each cell, in pixels. Default 48. */
  readonly cellSize?: number;
  /** What stands above. Default: nothing. */
  readonly title?: string;
}

/** The options of `plotConfusionMatrix`, declared. */
const plotConfusionMatrixOptions = {
  classNames: optional(listOf('a list of names', words, (names) => names.length > 0)),
  cellSize: optional(countBetween(4, 1000), 48),
  title: optional(words),
} satisfies Declares<PlotConfusionMatrixOptions>;

type Matrix = readonly (readonly number[])[];

/** More classes than these are no picture any more. */
const most = 200;

const isCell = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value);

const matrixKind: Kind<Matrix> = {
  needs: `what confusionMatrix gives: as many rows as columns (${most} at most), numbers of zero or more`,
  read: (given) =>
    isList(given) &&
    given.length > 0 &&
    given.length <= most &&
    Array.from(given).every(
      (row) => isList(row) && row.length === given.length && Array.from(row).every(isCell),
    )
      ? (given as Matrix)
      : undefined,
};

/** Counts as they are, shares in two digits. */
const cellText = (value: number, areCounts: boolean): string =>
  areCounts ? (value < 1e5 ? String(value) : value.toExponential(1)) : value.toFixed(2);

interface PlotConfusionMatrix {
  (matrix: Matrix, options?: PlotConfusionMatrixOptions): string;
}

/**
 * A confusion matrix as an SVG picture: a row for each class, a column for what it was taken for. The darker a cell, the
 * larger its share of its row: so rare classes are seen too.
 *
 * @param matrix What `confusionMatrix` gave: counts, or shares.
 * @throws DataError where there are not as many classes as `classNames`.
 * @example plotConfusionMatrix(confusionMatrix(labels, predictions), { classNames: ['ham', 'spam'] })
 */
export const plotConfusionMatrix: PlotConfusionMatrix = /* @__PURE__ */ declare(
  { name: 'plotConfusionMatrix', takes: { matrix: matrixKind }, options: plotConfusionMatrixOptions },
  ({ matrix, classNames, cellSize: cell, title }) => {
    const classes = matrix.length;
    if (classNames !== undefined && classNames.length !== classes)
      throw new DataError(
        `plotConfusionMatrix: matrix has ${classes} classes, but classNames ${classNames.length}`,
      );
    const names = Array.from(matrix, (_, i) => cutTo(classNames?.[i] ?? String(i), 150));
    const widest = Math.max(...names.map((name) => widthOf(name)));
    const isSlanted = widest > cell - 6;
    const left = 28 + widest + 8;
    const top = (title === undefined ? 8 : 32) + 20 + (isSlanted ? widest * 0.71 + 14 : 20);
    const areCounts = matrix.every((row) => row.every(Number.isInteger));
    const colour = scaleLinear<string>([0, 1], ['#f8fafc', '#1e3a8a']);
    const size = Math.min(14, cell / 3.2);
    const middle = (classes * cell) / 2;
    const width = left + classes * cell + (isSlanted ? Math.max(16, widest * 0.71 - cell / 2) : 16);
    const bottom = top + classes * cell;
    return svg(width, bottom + 16, title ?? 'confusion matrix', [
      ...(title === undefined
        ? []
        : [text(16, 24, cutTo(title, width - 32, 7.2), { 'font-weight': 'bold' })]),
      text(left + middle, (title === undefined ? 8 : 32) + 12, 'predicted', {
        'text-anchor': 'middle',
        opacity: 0.7,
      }),
      text(16, top + middle, 'true', { 'text-anchor': 'middle', opacity: 0.7, transform: `rotate(-90 16 ${top + middle})` }), // prettier-ignore
      ...names.flatMap((name, i) => {
        const [x, y] = [left + (i + 0.5) * cell, top - 8];
        return [
          text(left - 8, top + (i + 0.5) * cell + 4, name, { 'text-anchor': 'end' }),
          isSlanted
            ? text(x, y, name, { transform: `rotate(-45 ${x} ${y})` })
            : text(x, y, name, { 'text-anchor': 'middle' }),
        ];
      }),
      ...matrix.flatMap((row, i) => {
        const sum = row.reduce((a, b) => a + b, 0);
        return row.flatMap((value, j) => {
          const share = sum === 0 ? 0 : value / sum;
          const shown = cellText(value, areCounts);
          const [x, y] = [left + j * cell, top + i * cell];
          return [
            tag('rect', { x, y, width: cell, height: cell, fill: colour(share), stroke: '#cbd5e1' }),
            ...(cell < 14
              ? []
              : [
                  text(x + cell / 2, y + cell / 2 + size / 3, shown, {
                    'text-anchor': 'middle',
                    'font-size': Math.min(size, (cell - 4) / (shown.length * 0.6)),
                    fill: share > 0.5 ? '#ffffff' : '#0f172a',
                  }),
                ]),
          ];
        });
      }),
    ]);
  },
);
