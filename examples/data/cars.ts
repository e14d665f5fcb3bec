import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './folder.js';

/** A car: what is known of it, and how far it goes on a gallon. */
export interface Cars {
  readonly real: boolean;
  /** Cylinders, displacement, horsepower, weight, acceleration, year, and the origin one-hot: nine numbers. */
  readonly features: readonly number[][];
  readonly mpg: readonly number[];
}

const origins = ['usa', 'europe', 'japan'];

/** Cars made up by a rule, to see the program run. */
const sample = (): Cars => {
  const features = Array.from({ length: 80 }, (_, i) => {
    const size = 4 + 2 * (i % 3);
    return [
      size,
      size * 40 + i,
      size * 20 + (i % 7),
      size * 500 + 3 * i,
      20 - size,
      70 + (i % 12),
      ...[0, 1, 2].map((o) => +(o === i % 3)),
    ];
  });
  return { real: false, features, mpg: features.map(([size, , , weight]) => 45 - 2 * size! - weight! / 400) };
};

/** The Auto MPG set of UCI, rows with gaps dropped. */
export const readCars = (): Cars => {
  const folder = dataFolder('auto-mpg');
  if (folder === undefined) return sample();
  const [header, ...lines] = readFileSync(join(folder, 'auto-mpg.csv'), 'utf8').trim().split(/\r?\n/);
  const at = (name: string) => header!.split(',').indexOf(name);
  const columns = ['cylinders', 'displacement', 'horsepower', 'weight', 'acceleration', 'model_year'].map(at);
  const rows = lines
    .map((line) => line.split(','))
    .filter((cells) =>
      [...columns, at('mpg')].every(
        (column) => cells[column] !== '' && Number.isFinite(Number(cells[column])),
      ),
    );
  return {
    real: true,
    features: rows.map((cells) => {
      const origin = cells[at('origin')]!.toLowerCase();
      const place = origins.includes(origin) ? origins.indexOf(origin) : Number(origin) - 1;
      return [
        ...columns.map((column) => Number(cells[column])),
        ...origins.map((_, o) => (o === place ? 1 : 0)),
      ];
    }),
    mpg: rows.map((cells) => Number(cells[at('mpg')])),
  };
};
