import { mkdirSync, writeFileSync } from 'node:fs';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

const colours = ['#1f77b4', '#d62728', '#2ca02c', '#9467bd'];

/** Draws lines over the epochs, one for each name, as an SVG file in examples/output. */
export const drawHistory = (
  file: string,
  title: string,
  series: Readonly<Record<string, readonly number[]>>,
): string => {
  const [width, height, left, bottom] = [720, 400, 60, 50];
  const names = Object.entries(series);
  const longest = Math.max(...names.map(([, values]) => values.length));
  // the first epochs are far above the rest: what is off the scale is cut
  const sorted = names
    .flatMap(([, values]) => values.slice(Math.floor(values.length / 20)))
    .sort((a, b) => a - b);
  const top = 1.1 * sorted[Math.floor(0.99 * (sorted.length - 1))]!;
  const x = scaleLinear([1, longest], [left, width - 20]);
  const y = scaleLinear([0, top], [height - bottom, 40]).nice();
  const path = line<number>(
    (_, i) => x(i + 1),
    (value) => Math.max(40, y(value)),
  );
  const text = (at: readonly [number, number], words: string, more = '') =>
    `<text x="${at[0]}" y="${at[1]}" font-size="12" font-family="sans-serif" ${more}>${words}</text>`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    text([width / 2, 22], title, 'text-anchor="middle" font-weight="bold"'),
    ...y
      .ticks(6)
      .flatMap((tick) => [
        `<line x1="${left}" x2="${width - 20}" y1="${y(tick)}" y2="${y(tick)}" stroke="#ddd"/>`,
        text([left - 8, y(tick) + 4], String(tick), 'text-anchor="end"'),
      ]),
    ...x.ticks(8).map((tick) => text([x(tick), height - bottom + 18], String(tick), 'text-anchor="middle"')),
    text([width / 2, height - 12], 'epoch', 'text-anchor="middle"'),
    ...names.flatMap(([name, values], i) => [
      `<path d="${path([...values])}" fill="none" stroke="${colours[i]}" stroke-width="1.5"/>`,
      `<rect x="${width - 170}" y="${44 + 18 * i}" width="12" height="3" fill="${colours[i]}"/>`,
      text([width - 150, 50 + 18 * i], name),
    ]),
    '</svg>',
  ].join('\n');
  const folder = new URL('../output/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(file, folder), svg);
  return `examples/output/${file}`;
};
