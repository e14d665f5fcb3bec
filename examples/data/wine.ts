import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './folder.js';

/** Wines: eleven measurements of each, and the quality that tasters gave it, 0 to 10. */
export interface Wines {
  readonly real: boolean;
  readonly features: readonly number[][];
  readonly quality: readonly number[];
}

/** Wines made up by a rule, to see the program run. */
const sample = (): Wines => {
  const features = Array.from({ length: 200 }, (_, i) =>
    Array.from({ length: 11 }, (_, j) => Math.sin(i * (j + 1)) * (j + 1)),
  );
  return { real: false, features, quality: features.map(([a, b]) => Math.round(6 + a! - b! / 2)) };
};

/** The white wines of UCI's Wine Quality set. */
export const readWines = (): Wines => {
  const folder = dataFolder('wine-quality');
  if (folder === undefined) return sample();
  const lines = readFileSync(join(folder, 'winequality-white.csv'), 'utf8').trim().split(/\r?\n/).slice(1);
  const rows = lines.map((line) => line.split(',').map(Number));
  return { real: true, features: rows.map((row) => row.slice(0, 11)), quality: rows.map((row) => row[11]!) };
};
