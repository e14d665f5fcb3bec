import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

/** Options of `plotHistory` and `historyChart`. */
export interface PlotOptions {
  /** Of the whole picture, in pixels. Default 640. */
  readonly width?: number;
  /** Of each panel, in pixels. Default 240. */
  readonly height?: number;
}

/** A panel: a loss or metric, in training and in validation. */
interface Panel {
  readonly title: string;
  readonly lines: readonly { readonly label: string; readonly values: readonly number[] }[];
}

const colours = ['#1f77b4', '#d62728'];
const margin = { left: 56, right: 16, top: 32, bottom: 32 };

/** `loss` and `val_loss` share a panel. */
const panelsOf = (history: Readonly<Record<string, readonly number[]>>): readonly Panel[] => {
  const titles = new Set(Object.keys(history).map((name) => name.replace(/^val_/, '')));
  return [...titles].map((title) => ({
    title,
    lines: [
      { label: 'training', values: history[title] ?? [] },
      { label: 'validation', values: history[`val_${title}`] ?? [] },
    ].filter(({ values }) => values.length > 0),
  }));
};

/** The span of the values; first epochs that are far off the rest are cut. */
const spanOf = (lines: Panel['lines']): readonly [number, number] => {
  const span = (from: number): readonly [number, number] => {
    const values = lines
      .flatMap((each) => each.values.slice(from * each.values.length))
      .filter(Number.isFinite);
    return [Math.min(...values), Math.max(...values)];
  };
  const [all, settled] = [span(0), span(0.05)];
  const [low, high] = all[1] - all[0] > 3 * (settled[1] - settled[0]) ? settled : all;
  if (!Number.isFinite(low)) return [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
};

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const text = (x: number, y: number, words: string, more = '') =>
  `<text x="${x}" y="${y}" ${more}>${escape(words)}</text>`;

const drawPanel = (
  { title, lines }: Panel,
  top: number,
  width: number,
  height: number,
): readonly string[] => {
  const longest = Math.max(...lines.map(({ values }) => values.length));
  const [left, right] = [margin.left, width - margin.right];
  const x = scaleLinear([1, Math.max(2, longest)], [left, right]);
  const y = scaleLinear(spanOf(lines), [top + height - margin.bottom, top + margin.top]).nice();
  const bound = (value: number) =>
    Math.min(top + height - margin.bottom, Math.max(top + margin.top, y(value)));
  const path = line<number>(
    (_, i) => x(i + 1),
    (value) => bound(value),
  ).defined(Number.isFinite);
  return [
    text(left, top + 18, title, 'font-weight="bold"'),
    ...y
      .ticks(5)
      .flatMap((tick) => [
        `<line x1="${left}" x2="${right}" y1="${y(tick)}" y2="${y(tick)}" stroke="currentColor" opacity="0.15"/>`,
        text(left - 8, y(tick) + 4, y.tickFormat(5)(tick), 'text-anchor="end"'),
      ]),
    ...x
      .ticks(Math.min(8, longest))
      .filter(Number.isInteger)
      .map((tick) => text(x(tick), top + height - margin.bottom + 18, String(tick), 'text-anchor="middle"')),
    ...lines.flatMap(({ label, values }, i) => [
      `<path d="${path([...values]) ?? ''}" fill="none" stroke="${colours[i]}" stroke-width="1.5"/>`,
      // a single epoch is a point
      ...(values.length === 1
        ? [`<circle cx="${x(1)}" cy="${bound(values[0]!)}" r="2.5" fill="${colours[i]}"/>`]
        : []),
      `<rect x="${right - 180 + 90 * i}" y="${top + 12}" width="12" height="3" fill="${colours[i]}"/>`,
      text(right - 162 + 90 * i, top + 18, label),
    ]),
  ];
};

/**
 * The losses and metrics of a run over its epochs, as an SVG picture: a panel for each, training and validation in one.
 *
 * @param history What `fit` gave: `(await net.fit(x, y)).history`.
 * @example writeFileSync('history.svg', plotHistory(history));
 */
export const plotHistory = (
  history: Readonly<Record<string, readonly number[]>>,
  { width = 640, height = 240 }: PlotOptions = {},
): string => {
  const panels = panelsOf(history);
  const whole = Math.max(1, panels.length) * height;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}" viewBox="0 0 ${width} ${whole}" ` +
      'font-family="sans-serif" font-size="12" fill="currentColor" role="img" aria-label="history of training">',
    ...panels.flatMap((panel, i) => drawPanel(panel, i * height, width, height)),
    '</svg>',
  ].join('\n');
};
