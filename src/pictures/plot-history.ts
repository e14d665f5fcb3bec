import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { isList, isPlain } from '../errors/show.js';
import { declare } from '../options/declare.js';
import { countBetween } from '../options/kinds.js';
import { optional, type Declares, type Kind } from '../options/option.js';
import { cutTo, svg, tag, text, widthOf } from './svg.js';

/** Options of `plotHistory` and `historyChart`. */
export interface PlotOptions {
  /** Of the whole picture, in pixels. Default 640. */
  readonly width?: number;
  /** Of each panel, in pixels. Default 240. */
  readonly height?: number;
}

/** The options of `plotHistory`, declared. */
const plotOptions = {
  width: optional(countBetween(160, 10_000), 640),
  height: optional(countBetween(80, 10_000), 240),
} satisfies Declares<PlotOptions>;

/** For each name a number for each epoch, or several. */
type Curves = Readonly<Record<string, readonly (number | readonly number[])[]>>;

/** A panel: a loss or metric, in training and in validation. */
interface Panel {
  readonly title: string;
  readonly lines: readonly {
    readonly label: string;
    readonly colour: string;
    readonly values: readonly number[];
  }[];
}

const margin = { left: 64, right: 16, top: 32, bottom: 32 };

/** A line for each number: of several under one name `precision[0]` and so on. */
const lines = (history: Curves): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(
    Object.entries(history).flatMap(([name, values]) => {
      const first = values[0];
      if (typeof first === 'number' || first === undefined) return [[name, values as readonly number[]]];
      return first.map((_, i) => [`${name}[${i}]`, values.map((each) => (each as readonly number[])[i]!)]);
    }),
  );

/** `loss` and `val_loss` share a panel. */
const panelsOf = (given: Curves): readonly Panel[] => {
  const history = lines(given);
  const titles = new Set(Object.keys(history).map((name) => name.replace(/^val_/, '')));
  return [...titles].map((title) => ({
    title,
    lines: [
      { label: 'training', colour: '#1f77b4', values: history[title] ?? [] },
      { label: 'validation', colour: '#d62728', values: history[`val_${title}`] ?? [] },
    ].filter(({ values }) => values.length > 0),
  }));
};

/** The span of the values; first epochs that are far off the rest are cut. */
const spanOf = (lines: Panel['lines']): readonly [number, number] => {
  const span = (from: number): readonly [number, number] => {
    const values = lines
      .flatMap((each) => each.values.slice(from * each.values.length))
      .filter(Number.isFinite);
    return values.reduce<readonly [number, number]>(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
      [Infinity, -Infinity],
    );
  };
  const [all, settled] = [span(0), span(0.05)];
  const [low, high] = all[1] - all[0] > 3 * (settled[1] - settled[0]) ? settled : all;
  if (!Number.isFinite(low)) return Number.isFinite(all[0]) ? all : [0, 1];
  const apart = Math.abs(low) > 0 ? Math.abs(low) / 2 : 0.5;
  return low === high ? [low - apart, high + apart] : [low, high];
};

/** A tick in seven letters at most, as there is room for. */
const tickText = (value: number, asWritten: string): string =>
  value === 0 ? '0' : asWritten.length <= 7 ? asWritten : value.toExponential(2).replace(/\.?0+e/, 'e');

const drawPanel = (
  { title, lines }: Panel,
  top: number,
  width: number,
  height: number,
): readonly string[] => {
  const longest = lines.reduce((most, { values }) => Math.max(most, values.length), 1);
  const [left, right] = [margin.left, width - margin.right];
  const [high, low] = [top + margin.top, top + height - margin.bottom];
  const x = scaleLinear([1, Math.max(2, longest)], [left, right]);
  const y = scaleLinear(spanOf(lines), [low, high]).nice();
  const bound = (value: number) => Math.min(low, Math.max(high, y(value)));
  const path = line<number>(
    (_, i) => x(i + 1),
    (value) => bound(value),
  )
    .defined(Number.isFinite)
    .digits(2);
  // a value between two that are none, or all by itself, is a point
  const isAlone = (values: readonly number[], i: number) =>
    Number.isFinite(values[i]) && ![values[i - 1], values[i + 1]].some(Number.isFinite);
  const yTicks = y.ticks(Math.max(2, Math.min(5, Math.floor((low - high) / 24))));
  const yText = y.tickFormat(yTicks.length);
  const legend = lines.map(({ label }) => widthOf(label) + 32);
  const legendAt = (i: number) => right - legend.slice(i).reduce((sum, each) => sum + each, 0);
  return [
    text(left, top + 18, cutTo(title, legendAt(0) - left - 8, 7.2), { 'font-weight': 'bold' }),
    ...yTicks.flatMap((tick) => [
      tag('line', { x1: left, x2: right, y1: y(tick), y2: y(tick), stroke: 'currentColor', opacity: 0.15 }),
      text(left - 8, y(tick) + 4, tickText(tick, yText(tick)), { 'text-anchor': 'end' }),
    ]),
    ...x
      .ticks(Math.max(1, Math.min(8, longest, Math.floor((right - left) / 40))))
      .filter((tick) => Number.isInteger(tick) && tick <= longest)
      .map((tick) => text(x(tick), low + 18, String(tick), { 'text-anchor': 'middle' })),
    ...lines.flatMap(({ label, colour, values }, i) => [
      tag('path', { d: path([...values]) ?? '', fill: 'none', stroke: colour, 'stroke-width': 1.5 }),
      ...values.flatMap((value, at) =>
        isAlone(values, at) ? [tag('circle', { cx: x(at + 1), cy: bound(value), r: 2.5, fill: colour })] : [],
      ),
      tag('rect', { x: legendAt(i), y: top + 12, width: 12, height: 3, fill: colour }),
      text(legendAt(i) + 18, top + 18, label),
    ]),
  ];
};

const isNumber = (given: unknown): given is number => typeof given === 'number';

/** Whether each epoch has as many numbers. */
const areRows = (values: readonly unknown[]): boolean =>
  values.every(
    (row) => isList(row) && row.every(isNumber) && row.length === (values[0] as readonly unknown[]).length,
  );

const historyKind: Kind<Curves> = {
  needs: 'the history of a run: lists of numbers by their names',
  read: (given) =>
    isPlain(given) &&
    Object.values(given).every((values) => isList(values) && (values.every(isNumber) || areRows(values)))
      ? (given as Curves)
      : undefined,
};

interface PlotHistory {
  (history: Curves, options?: PlotOptions): string;
}

/**
 * The losses and metrics of a run over its epochs, as an SVG picture: a panel for each, training and validation in one.
 *
 * @param history What `fit` gave: `(await net.fit(x, y)).history`.
 * @example writeFileSync('history.svg', plotHistory(history));
 */
export const plotHistory: PlotHistory = /* @__PURE__ */ declare(
  { name: 'plotHistory', takes: { history: historyKind }, options: plotOptions },
  ({ history, width, height }) => {
    const panels = panelsOf(history);
    return svg(
      width,
      Math.max(1, panels.length) * height,
      'history of training',
      panels.flatMap((panel, i) => drawPanel(panel, i * height, width, height)),
    );
  },
);
